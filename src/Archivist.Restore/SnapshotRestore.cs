using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Walking;
using Archivist.Restore.Problems;
using Archivist.Restore.Restoring;

namespace Archivist.Restore;

/// <summary>Restores a snapshot into a directory. One instance serves one restore.</summary>
/// <remarks>
/// Some thousand entries at a time: first directories, links and empty files, then, while the next ones are made, their content pack by pack, then hard
/// links and metadata, and a directory's own when all below it is done, so that nothing changes a time after it was set. Every byte is
/// authenticated before it is written. What cannot be restored is reported and the rest goes on; nothing is ever written or removed
/// outside the target, whatever a snapshot claims. When it returns, what was written is on its medium.
/// </remarks>
public sealed class SnapshotRestore
{
    private readonly IndexedRepository _repository;
    private readonly RestoreOptions _options;
    private readonly RestoreTally _tally;
    private CapturedFolders? _captured;

    /// <summary>Prepares a restore; nothing is written yet.</summary>
    public SnapshotRestore(IndexedRepository repository, RestoreOptions options, IProgress<RestoreTotals>? progress)
    {
        _repository = repository;
        _options = options;
        _tally = new RestoreTally(progress);
    }

    /// <summary>
    /// Restores the selected entries. Includes that match nothing, a target inside the repository or a copy of it, and deleting entries that are not in the
    /// snapshot from the whole file system, are <see cref="Failure.Usage"/>.
    /// </summary>
    /// <exception cref="IOException">The medium did not take what was written.</exception>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the target or the options are refused, or includes match nothing; <see cref="Failure.NoSpace"/>: the target is full (<see cref="RestoreOutOfSpace"/>).
    /// </exception>
    public async Task<RestoreOutcome> RunAsync(CancellationToken cancellationToken)
    {
        RefuseTarget();
        var tree = await SnapshotTree.FindFolderAsync(_repository, _options.Snapshot, _options.Folder, cancellationToken);
        if (!_options.IsDryRun)
            DurableFile.CreateDirectory(_options.Target);
        using var target = FileLookup.IsDirectory(_options.Target) ? Folder.OpenPath(_options.Target) : null;
        _captured = _options.Deletes ? await CapturedFolders.FindAsync(_repository, _options.Snapshot, cancellationToken) : null;
        if (_captured is { IsEmpty: true })
            _tally.Add(_options.Target, new NothingDeleted(_options.Target));
        using var written = _options.IsDryRun ? null : FileSystemWrites.Watch(_options.Target);
        try
        {
            var result = await RunAsync(tree, target, cancellationToken);
            written?.Synchronize();
            return result;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.NoSpace)
        {
            throw await new RestoreShortage(_repository, _options, _tally).DescribeAsync(tree, cause, cancellationToken);
        }
    }

    private async Task<RestoreOutcome> RunAsync(BlobId tree, Folder? target, CancellationToken cancellationToken)
    {
        if (_options.Stages is { } stages)
            return await RunInStagesAsync(stages, tree, target, cancellationToken);
        var window = new RestoreWindow(_repository, _options.IsDryRun ? null : target, _tally);
        // Which entries patterns select, or which are kept, is known only after the walk.
        var isForeseeable = _tally.IsWatched && !_options.IsDryRun && _options.Selection.IsEverything && _options.Overwrite is OverwritePolicy.Always;
        await using var forecast = isForeseeable ? new RestoreForecast(_repository, tree, _tally) : null;
        var walk = new RestoreWalk(_repository, _options, _tally, window) { Forecast = forecast, Captured = _captured };
        try
        {
            await walk.RunAsync(tree, target, cancellationToken);
            _tally.ExpectNoMore();
            await window.FlushAsync(cancellationToken);
        }
        finally
        {
            // It writes below the target that is closed here.
            await window.EndAsync();
        }

        RequireFound(walk);
        return new RestoreOutcome(_tally.Totals, _tally.Folders, _tally.Others, _tally.Problems)
        {
            Kept = _tally.Kept,
            Deleted = _tally.Deleted,
            BytesKept = window.BytesKept,
            SetIdsDropped = _tally.SetIdsDropped,
        };
    }

    /// <summary>A walk that creates all entries, one for each stage, and one that finishes. Each reads all trees again.</summary>
    private async Task<RestoreOutcome> RunInStagesAsync(IContentStages stages, BlobId tree, Folder? target, CancellationToken cancellationToken)
    {
        if (_options.Delta || _options.Overwrite is not OverwritePolicy.Always || _options.IsDryRun)
            throw new ArchivistException(new StagedRestoreLimited());
        var wanted = new Dictionary<PackId, long>();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        var damaged = new DamagedPieces();
        RequireFound(await WalkAsync(RestoreStage.First(wanted, broken), tree, target, cancellationToken));
        _tally.ExpectNoMore();
        await stages.BeginAsync(wanted, cancellationToken);
        while (wanted.Count > 0)
        {
            var packs = (await stages.NextAsync(wanted, cancellationToken)).Where(wanted.ContainsKey).ToHashSet();
            if (packs.Count == 0)
                break;
            await WalkAsync(RestoreStage.Content(packs, damaged, broken), tree, target, cancellationToken);
            foreach (var pack in packs)
            {
                if (damaged.FindProblem(pack) is { } problem)
                    await stages.RejectAsync(pack, new Cause.Known(problem), cancellationToken);
                else
                    wanted.Remove(pack);
            }
        }

        // The remaining pieces of a pack are its damaged ones where others of it were read.
        bool IsMissing(PackId pack, BlobId blob) => wanted.ContainsKey(pack) && (!damaged.IsDamaged(pack) || damaged.Contains(pack, blob));
        await WalkAsync(
            RestoreStage.Last((pack, blob) => IsMissing(pack, blob) ? stages.DescribeMissing(pack) : null, broken), tree, target, cancellationToken);
        // Each walk comes past the same mistakes.
        return new RestoreOutcome(_tally.Totals, _tally.Folders, _tally.Others, [.. _tally.Problems.Distinct()]) { Deleted = _tally.Deleted, SetIdsDropped = _tally.SetIdsDropped };
    }

    private async Task<RestoreWalk> WalkAsync(RestoreStage stage, BlobId tree, Folder? target, CancellationToken cancellationToken)
    {
        var window = new RestoreWindow(_repository, target, _tally) { Stage = stage };
        var walk = new RestoreWalk(_repository, _options, _tally, window) { Stage = stage, Captured = _captured };
        try
        {
            await walk.RunAsync(tree, target, cancellationToken);
            await window.FlushAsync(cancellationToken);
        }
        finally
        {
            await window.EndAsync();
        }

        return walk;
    }

    /// <summary>Before anything is made.</summary>
    private void RefuseTarget()
    {
        if (_options.Own.Count > 0)
            ProtectedFolders.Find(_options.Own).Refuse(_options.Target);
        // However it is spelled: through links, /proc/self/root, a bind mount.
        if (_options.Deletes && !_options.Selection.HasIncludes
            && FileLookup.Find(_options.Target) is { } target && FileLookup.Find("/") is { } root && target.IsSameAs(root))
            throw new ArchivistException(new DeleteAtRoot(_options.Target));
    }

    private void RequireFound(RestoreWalk walk)
    {
        if (_options.Selection.HasIncludes && !walk.HasFound)
            throw new ArchivistException(new NothingIncluded(_options.Snapshot.Id));
    }
}
