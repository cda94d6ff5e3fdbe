using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// Brings replicas up to date, all of them side by side from one listing and one read of the source: copies what is missing in the order packs, index, snapshots, so that killed
/// at any moment each replica is a sound repository of some earlier state. Every object is compared with its name on the way. Needs no key. Memory is bounded: at most
/// <see cref="DefaultCapacity"/> of objects, none of them for one target alone. Every target that was begun is run or disposed before this is.
/// </summary>
public sealed class ReplicaSynchronizer : IAsyncDisposable
{
    /// <summary>Bytes of objects in memory.</summary>
    public const long DefaultCapacity = 256L << 20;

    private readonly Lock _gate = new();
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _ended;
    private Task<SourceContents>? _contents;
    private int _targets;

    /// <summary>Copies from a source.</summary>
    /// <param name="source">What is copied; the caller keeps ownership of it.</param>
    /// <param name="stop">Stops what is read for all targets.</param>
    public ReplicaSynchronizer(IObjectSource source, CancellationToken stop)
        : this(source, DefaultCapacity, stop)
    {
    }

    internal ReplicaSynchronizer(IObjectSource source, long capacity, CancellationToken stop)
        : this(source, capacity, TimeProvider.System, stop)
    {
    }

    internal ReplicaSynchronizer(IObjectSource source, long capacity, TimeProvider clock, CancellationToken stop)
    {
        Source = source;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _stop = _ended.Token;
        Reads = new SharedReads(new ObjectSources(source, clock, (item, failure) => StoodIn(item, failure)), capacity, _stop);
    }

    /// <summary>What is copied.</summary>
    public IObjectSource Source { get; }

    /// <summary>
    /// Called with an object and the failure of a store that could not give it, when another store that holds it stood in; from several threads at once.
    /// </summary>
    public Action<StoredObject, Exception> StoodIn { get; init; } = static (_, _) => { };

    internal SharedReads Reads { get; }

    /// <summary>Announces a target. What is read before it is listed is kept for it as long as the window has room, so announce all of them before the first one runs.</summary>
    /// <exception cref="InvalidOperationException">A target has run already.</exception>
    public TargetSynchronizer Begin()
    {
        lock (_gate)
        {
            if (_contents is not null)
                throw new InvalidOperationException("Targets are announced before the first one runs.");
            _targets++;
        }

        return new TargetSynchronizer(this);
    }

    /// <summary>What the source holds; read for the first target that asks, and failing alike for all of them.</summary>
    internal Task<SourceContents> ReadContentsAsync()
    {
        lock (_gate)
            return _contents ??= SourceContents.ReadAsync(Source, _targets, _stop);
    }

    /// <summary>A target that never came to its listing has ended.</summary>
    internal async Task EndAsync(IReadOnlyCollection<TargetQueue> queues)
    {
        SourceContents contents;
        lock (_gate)
        {
            if (_contents is null)
            {
                _targets--;
                return;
            }
        }

        try
        {
            contents = await _contents;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // There is nothing to hand out.
            return;
        }

        Reads.End(queues, contents.Boards.Values.Where(board => !queues.Any(queue => queue.Board == board)));
    }

    /// <summary>Ends the reads for targets that are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Reads.DisposeAsync();
        _ended.Dispose();
    }
}
