using Archivist.Platform.FileSystem;
using Archivist.Repository.Opening;

namespace Archivist.Restore.Restoring;

/// <summary>
/// The part of a restore that is under way. Entries collect here until there are many; then their content is read pack by pack, and
/// links and metadata follow, while the next ones collect. So memory does not grow with the snapshot. For one thread.
/// </summary>
internal sealed class RestoreWindow
{
    /// <summary>Entries that collect before their content is written.</summary>
    internal const int MostEntries = 8 * 1024;

    private const long MostPieces = 64 * 1024;

    private readonly IndexedRepository _repository;
    private readonly Folder? _target;
    private readonly RestoreTally _tally;
    private readonly MetadataRestore _metadata;
    private Collected _current = new();
    private Task _completing = Task.CompletedTask;

    internal RestoreWindow(IndexedRepository repository, Folder? target, RestoreTally tally)
    {
        (_repository, _target, _tally) = (repository, target, tally);
        _metadata = new MetadataRestore(tally);
    }

    /// <summary>The walk that this is a part of; null for the only one.</summary>
    internal RestoreStage? Stage { get; init; }

    /// <summary>Bytes that were already right.</summary>
    internal long BytesKept { get; private set; }

    private bool IsFull => _current.Entries.Count + _current.Folders.Count >= MostEntries || _current.Pieces >= MostPieces;

    /// <summary>Takes an entry that is in its place but for content and metadata.</summary>
    internal void Add(RestoredEntry entry, bool wantsContent)
    {
        _current.Entries.Add(entry);
        if (!wantsContent || _target is null)
            return;
        _current.Content ??= new ContentRestore(_repository, _target, _tally) { Stage = Stage };
        _current.Content.Want(entry);
        _current.Pieces += entry.Node.Content.Count;
    }

    /// <summary>Takes an existing file that is compared rather than created again; false when that is impossible.</summary>
    internal bool TryTakeInPlace(Folder folder, RestoredEntry entry)
    {
        _current.Delta ??= new DeltaRestore(_repository, _target!, _tally);
        if (!_current.Delta.TryTake(folder, entry))
            return false;
        _current.Entries.Add(entry);
        _current.Pieces += entry.Node.Content.Count;
        return true;
    }

    /// <summary>Takes a directory behind everything in it.</summary>
    internal void AddFinishedFolder(RestoredEntry folder) => _current.Folders.Add(folder);

    /// <summary>Begins to complete what was taken when that is much; waits for what was begun before.</summary>
    internal async ValueTask FlushIfFullAsync(CancellationToken cancellationToken)
    {
        if (!IsFull)
            return;
        await _completing;
        var full = Take();
        _completing = Task.Run(() => CompleteAsync(full, cancellationToken), cancellationToken);
    }

    /// <summary>Completes everything that was taken.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _completing;
        await CompleteAsync(Take(), cancellationToken);
    }

    /// <summary>Waits until nothing is under way any more; the flush reports a failure.</summary>
    internal async Task EndAsync() => await _completing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Collected Take()
    {
        var taken = _current;
        _current = new Collected();
        return taken;
    }

    private async Task CompleteAsync(Collected part, CancellationToken cancellationToken)
    {
        if (_target is null)
            return;
        _tally.Report();
        try
        {
            await RestoreContentAsync(part, cancellationToken);
        }
        catch when (Stage is null)
        {
            FinishWhatIsWhole(_target, part);
            throw;
        }

        Stage?.Remember(part.Entries);
        if (Stage is { Finishes: false })
            return;
        if (part.Entries.Count > 0)
            _metadata.RestoreEntries(_target, part.Entries, cancellationToken);
        if (Stage is not null)
        {
            foreach (var entry in part.Entries)
            {
                if (entry is { IsBroken: false, HasFailed: false, LinkedTo: null } && entry.Node is { Type: NodeType.File, Content.Count: > 0 })
                    _tally.OnFileDone();
            }
        }

        // Each directory came behind those in it, so nothing changes a time after it was set.
        _metadata.RestoreInOrder(_target, part.Folders, cancellationToken);
    }

    private async Task RestoreContentAsync(Collected part, CancellationToken cancellationToken)
    {
        if (part.Delta is { } delta)
        {
            await delta.RunAsync(part.Content ??= new ContentRestore(_repository, _target, _tally), cancellationToken);
            BytesKept += delta.BytesKept;
        }

        if (part.Content is not null)
            await part.Content.RunAsync(cancellationToken);
    }

    /// <summary>Ends the restore early. Complete files already have their names and get their permissions and times; incomplete ones are noted.</summary>
    private void FinishWhatIsWhole(Folder target, Collected part)
    {
        _tally.NoteMissing(part.Entries.Where(entry => entry.Unfinished is not null));
        if (part.Entries.FindAll(entry => entry is { Unfinished: null, LinkedTo: null }) is { Count: > 0 } whole)
            _metadata.RestoreEntries(target, whole, CancellationToken.None);
        _metadata.RestoreInOrder(target, part.Folders, CancellationToken.None);
    }

    private sealed class Collected
    {
        internal List<RestoredEntry> Entries { get; } = [];

        internal List<RestoredEntry> Folders { get; } = [];

        internal DeltaRestore? Delta { get; set; }

        internal ContentRestore? Content { get; set; }

        internal long Pieces { get; set; }
    }
}
