using System.Runtime.CompilerServices;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>What a store does wrong, once.</summary>
public enum StoreFault
{
    /// <summary>Nothing: it keeps the contract.</summary>
    None,

    /// <summary>A request fails before anything happened.</summary>
    Refuses,

    /// <summary>A request happens and then fails: the answer got lost.</summary>
    LosesTheAnswer,

    /// <summary>A read breaks off in the middle.</summary>
    BreaksOff,

    /// <summary>A read ends early, as if the object were shorter.</summary>
    EndsEarly,

    /// <summary>A read has one bit wrong.</summary>
    FlipsABit,

    /// <summary>A put stores only the first half under the name, and fails.</summary>
    Tears,

    /// <summary>A put stores only the first half, and says that all is well.</summary>
    TearsSilently,

    /// <summary>A put says that all is well, and stored nothing.</summary>
    Forgets,

    /// <summary>A listing shows what an earlier one of that kind did.</summary>
    ListsThePast,
}

/// <summary>
/// A store with one fault: its Nth request of a kind that the fault can befall does it, the others keep the contract. Thread-safe.
/// </summary>
/// <param name="inner">Where the objects lie.</param>
/// <param name="fault">What goes wrong.</param>
/// <param name="at">Which request, from 1.</param>
public sealed class FaultyStore(IObjectStore inner, StoreFault fault, int at) : IObjectStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKind, List<StoredObject>> _past = [];
    private int _requests;

    /// <summary>The fault has happened.</summary>
    public bool HasFailed => Volatile.Read(ref _requests) >= at && fault is not StoreFault.None;

    /// <inheritdoc/>
    public string Location => inner.Location;

    /// <inheritdoc/>
    public StoreTraits Traits => inner.Traits;

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        var isNow = fault is StoreFault.Refuses or StoreFault.LosesTheAnswer or StoreFault.Tears or StoreFault.TearsSilently or StoreFault.Forgets && IsNow();
        if (!isNow)
        {
            await inner.PutAsync(name, content, cancellationToken);
            return;
        }

        switch (fault)
        {
            case StoreFault.LosesTheAnswer:
                await inner.PutAsync(name, content, cancellationToken);
                throw new IOException("the answer was lost");
            case StoreFault.Tears or StoreFault.TearsSilently:
                await inner.PutAsync(name, new BytesContent(await HalfAsync(content, cancellationToken)), cancellationToken);
                if (fault is StoreFault.Tears)
                    throw new IOException("the connection broke");
                break;
            case StoreFault.Refuses:
                throw new IOException("refused");
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var isNow = fault is StoreFault.Refuses or StoreFault.LosesTheAnswer && IsNow();
        if (isNow && fault is StoreFault.Refuses)
            throw new IOException("refused");
        await inner.RemoveAsync(name, cancellationToken);
        if (isNow)
            throw new IOException("the answer was lost");
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        var isNow = fault is StoreFault.Refuses or StoreFault.BreaksOff or StoreFault.EndsEarly or StoreFault.FlipsABit && IsNow();
        if (isNow && fault is StoreFault.Refuses)
            throw new IOException("refused");
        var stream = await inner.OpenAsync(name, range, cancellationToken);
        if (!isNow)
            return stream;
        await using (stream)
        {
            using var whole = new MemoryStream();
            await stream.CopyToAsync(whole, cancellationToken);
            var bytes = whole.ToArray();
            if (fault is StoreFault.FlipsABit && bytes.Length > 0)
                bytes[bytes.Length / 3] ^= 1 << 5;
            return fault is StoreFault.FlipsABit ? new MemoryStream(bytes)
                : new BreakingStream(bytes[..(bytes.Length / 2)], breaks: fault is StoreFault.BreaksOff);
        }
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        fault is StoreFault.Refuses && IsNow() ? throw new IOException("refused") : inner.FindLengthAsync(name, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool hasPast;
        lock (_gate)
            hasPast = _past.ContainsKey(kind);
        var isNow = (fault is StoreFault.Refuses || (fault is StoreFault.ListsThePast && hasPast)) && IsNow();
        if (isNow && fault is StoreFault.Refuses)
            throw new IOException("refused");
        var present = new List<StoredObject>();
        await foreach (var item in inner.ListAsync(kind, cancellationToken))
            present.Add(item);
        List<StoredObject> shown;
        lock (_gate)
        {
            shown = isNow ? _past[kind] : present;
            _past[kind] = present;
        }

        foreach (var item in shown)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private bool IsNow() => Interlocked.Increment(ref _requests) == at;

    private static async Task<byte[]> HalfAsync(IReplayableContent content, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await using var source = content.OpenFromStart();
        await source.CopyToAsync(copy, cancellationToken);
        return copy.ToArray()[..(int)(copy.Length / 2)];
    }

    private sealed class BreakingStream(byte[] bytes, bool breaks) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 || !breaks ? read : throw new IOException("the connection broke");
        }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            return read > 0 || !breaks ? read : throw new IOException("the connection broke");
        }
    }
}
