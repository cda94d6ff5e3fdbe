using Archivist.Images.Reading;

namespace Archivist.Tests.Correction.Rs03;

/// <summary>An image in memory whose sectors a test makes unreadable.</summary>
internal sealed class DamagedImage(byte[] bytes) : IImageSource
{
    internal byte[] Bytes => bytes;

    internal HashSet<long> Unreadable { get; } = [];

    public string Location => "memory";

    public long Length => bytes.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        for (var sector = offset / 2048; sector * 2048 < offset + count; sector++)
        {
            if (!Unreadable.Contains(sector))
                continue;
            if (sector * 2048 <= offset)
                throw new IOException("the drive gave up");
            count = (int)((sector * 2048) - offset);
        }

        bytes.AsSpan((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
