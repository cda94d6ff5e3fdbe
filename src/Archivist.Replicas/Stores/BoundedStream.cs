namespace Archivist.Replicas.Stores;

/// <summary>At most a number of bytes of another stream.</summary>
internal sealed class BoundedStream(Stream inner, long length) : WrappingStream(inner)
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        return read;
    }
}
