using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Counts the bytes of objects that were really read, to say how much came from a disc and how much over the network. Thread-safe.</summary>
public sealed class CountingSource : DelegatingSource
{
    private readonly Counter _counter;

    /// <summary>Wraps a source; the caller keeps ownership of it.</summary>
    public CountingSource(IObjectSource inner)
        : this(inner, new Counter())
    {
    }

    private CountingSource(IObjectSource inner, Counter counter)
        : base(inner) => _counter = counter;

    /// <summary>Bytes of object content read so far, from the source and from the copies it is made of.</summary>
    public long BytesRead => Interlocked.Read(ref _counter.Bytes);

    /// <inheritdoc/>
    public override async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) =>
        new CountingStream(await base.OpenAsync(name, range, cancellationToken), _counter);

    /// <inheritdoc/>
    protected override bool Hides(Type capability) => capability == typeof(IFileStore);

    /// <inheritdoc/>
    protected override IObjectSource Wrap(IObjectSource copy) => new CountingSource(copy, _counter);

    private sealed class Counter
    {
        internal long Bytes;
    }

    private sealed class CountingStream(Stream inner, Counter counter) : WrappingStream(inner)
    {
        public override int Read(Span<byte> buffer)
        {
            var read = Inner.Read(buffer);
            Interlocked.Add(ref counter.Bytes, read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref counter.Bytes, read);
            return read;
        }
    }
}
