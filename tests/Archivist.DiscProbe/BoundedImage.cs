using Archivist.Images.Reading;

namespace Archivist.DiscProbe;

/// <summary>An image in memory that refuses to be read outside, and to be read without end.</summary>
internal sealed class BoundedImage(byte[] bytes, long work) : IImageSource
{
    private long _left = work;

    public string Location => "hostile";

    public long Length => bytes.Length;

    public int Read(long offset, Span<byte> buffer)
    {
        if (offset < 0)
            throw new InvalidOperationException($"read at {offset}, in front of the image");
        if (Interlocked.Add(ref _left, -Math.Max(buffer.Length, 64)) < 0)
            throw new InvalidOperationException("more was read than an image of this size can need");
        if (offset >= bytes.Length)
            return 0;
        var count = (int)Math.Min(buffer.Length, bytes.Length - offset);
        bytes.AsSpan((int)offset, count).CopyTo(buffer);
        return count;
    }

    public void Dispose()
    {
    }
}
