using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.TestKit.Damage;

/// <summary>An image in memory of which sectors cannot be read, or come back as something else. Thread-safe.</summary>
/// <param name="bytes">What the source gives, wrong sectors included.</param>
/// <param name="isUnreadable">Sectors that fail.</param>
public sealed class DamagedImageSource(byte[] bytes, Func<long, bool> isUnreadable) : IImageSource
{
    private long _reads;

    /// <summary>How often it was asked.</summary>
    public long Reads => Interlocked.Read(ref _reads);

    /// <inheritdoc/>
    public string Location { get; init; } = "damaged image";

    /// <inheritdoc/>
    public long Length => bytes.Length;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        Interlocked.Increment(ref _reads);
        var count = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        for (var sector = offset / Sector.Size; sector * Sector.Size < offset + count; sector++)
        {
            if (!isUnreadable(sector))
                continue;
            if (sector * Sector.Size <= offset)
                throw new IOException($"sector {sector}: unrecovered read error");
            count = (int)((sector * Sector.Size) - offset);
        }

        bytes.AsSpan((int)Math.Min(offset, Length), count).CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
