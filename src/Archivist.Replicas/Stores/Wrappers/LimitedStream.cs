namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>A stream that is read no faster than a token bucket fills.</summary>
internal sealed class LimitedStream(Stream inner, TokenBucket bucket) : WrappingStream(inner)
{
    public override int Read(Span<byte> buffer)
    {
        bucket.Wait();
        var read = Inner.Read(buffer[..Math.Min(buffer.Length, bucket.Step)]);
        bucket.Take(read);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await bucket.WaitAsync(cancellationToken);
        var read = await Inner.ReadAsync(buffer[..Math.Min(buffer.Length, bucket.Step)], cancellationToken);
        bucket.Take(read);
        return read;
    }
}
