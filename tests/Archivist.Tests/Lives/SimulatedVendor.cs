using Archivist.Platform.Problems;
using Archivist.Repository.Stores;
using Archivist.TestKit;

namespace Archivist.Tests.Lives;

/// <summary>
/// A vendor with a will of its own over a store in memory: it can be gone for a while, read wrongly now and then, lose objects or change bits in them, and remember the answers that it gave
/// before it lost the data. Thread-safe.
/// </summary>
internal sealed class SimulatedVendor(MemoryStore inner, int seed) : IObjectStore
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly HashSet<(ObjectName, long, long?)> _asked = [];
    private readonly List<(ObjectName Name, string Range)> _wrongReads = [];
    private HashSet<ObjectName> _lostButRemembered = [];

    /// <summary>It does not answer.</summary>
    internal bool IsDown { get; set; }

    /// <summary>One read in so many is wrong although the data is fine; 0 for none.</summary>
    internal int WrongReadEvery { get; set; }

    /// <summary>How many reads were wrong although the data was fine.</summary>
    internal int WrongReads { get; private set; }

    /// <summary>Which ranges of an object were read wrongly although the data was fine, in their order.</summary>
    internal IReadOnlyList<string> WrongReadsOf(ObjectName name)
    {
        lock (_gate)
            return [.. _wrongReads.Where(read => read.Name == name).Select(read => read.Range)];
    }

    /// <summary>The objects as they truly are; what is only remembered counts as lost.</summary>
    internal IDictionary<ObjectName, byte[]> Objects => inner.Objects;

    /// <summary>Objects whose data is gone, and of which only the ranges that were asked before are answered rightly.</summary>
    internal IReadOnlySet<ObjectName> LostButRemembered
    {
        get
        {
            lock (_gate)
                return _lostButRemembered.ToHashSet();
        }
    }

    public string Location => inner.Location;

    public StoreTraits Traits => inner.Traits;

    /// <summary>Loses the data of objects, and goes on answering what was asked before.</summary>
    internal void LoseButRemember(IEnumerable<ObjectName> names)
    {
        lock (_gate)
            _lostButRemembered = [.. _lostButRemembered, .. names];
    }

    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        RequireUp();
        await using var stream = await inner.OpenAsync(name, range, cancellationToken);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        var bytes = copy.ToArray();
        lock (_gate)
        {
            // Whoever can answer with the whole object has it; what is remembered are ranges.
            var isRemembered = bytes.Length < inner.Objects[name].Length && !_asked.Add((name, range.Offset, range.Length));
            if (_lostButRemembered.Contains(name) && !isRemembered)
                return new MemoryStream(new byte[bytes.Length]);
            if (WrongReadEvery > 0 && bytes.Length > 0 && name.Kind is not ObjectKind.Configuration && _random.Next(WrongReadEvery) == 0)
            {
                // More than one bit: in the smallest packs, one in a thousand pairs of wrong reads would agree, and what agrees is damage.
                for (var i = 0; i < 8; i++)
                    bytes[_random.Next(bytes.Length)] ^= (byte)_random.Next(1, 256);
                WrongReads++;
                _wrongReads.Add((name, $"{range.Offset}+{bytes.Length}"));
            }
        }

        return new MemoryStream(bytes);
    }

    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        RequireUp();
        return inner.FindLengthAsync(name, cancellationToken);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, CancellationToken cancellationToken)
    {
        RequireUp();
        return inner.ListAsync(kind, cancellationToken);
    }

    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        RequireUp();
        await inner.PutAsync(name, content, cancellationToken);
        lock (_gate)
            _lostButRemembered.Remove(name);
    }

    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        RequireUp();
        return inner.RemoveAsync(name, cancellationToken);
    }

    private void RequireUp()
    {
        if (IsDown)
            throw TestProblem.Of(Failure.TooFewReplicas, Location);
    }
}
