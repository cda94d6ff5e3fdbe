using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Counts the bytes of objects that were really read, to say how much came from a disc and how much over the net.</summary>
public sealed class CountingStore(IObjectStore inner) : DelegatingStore(inner)
{
    private long _bytesRead;

    /// <summary>Bytes of object content read so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        new CountingStream(await base.OpenAsync(name, range, cancellationToken), read => Interlocked.Add(ref _bytesRead, read));

    private sealed class CountingStream(Stream inner, Action<long> count) : ForwardStream(inner)
    {
        public override int Read(Span<byte> buffer)
        {
            var read = Inner.Read(buffer);
            count(read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }
    }
}
