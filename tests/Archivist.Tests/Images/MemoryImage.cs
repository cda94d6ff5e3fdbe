using Archivist.Images.Reading;

namespace Archivist.Tests.Images;

/// <summary>An image in memory, which a test may damage.</summary>
internal sealed class MemoryImage(byte[] bytes, int length) : IImageSource
{
    internal MemoryImage(byte[] bytes)
        : this(bytes, bytes.Length)
    {
    }

    /// <summary>The offset of a block that cannot be read.</summary>
    internal long? Unreadable { get; init; }

    /// <summary>Called before every read; what it throws, the read throws.</summary>
    internal Action<long>? OnRead { get; init; }

    public string Location => "memory";

    public long Length => length;

    public int Read(long offset, Span<byte> buffer)
    {
        OnRead?.Invoke(offset);
        if (offset >= length)
            return 0;
        var count = (int)Math.Min(buffer.Length, length - offset);
        if (Unreadable is { } bad && offset < bad + 2048 && bad < offset + count)
        {
            if (bad <= offset)
                throw new IOException("the drive gave up");
            count = (int)(bad - offset);
        }

        bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
