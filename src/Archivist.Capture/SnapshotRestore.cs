using Archivist.Capture.FileSystem;
using Archivist.Capture.Restoring;
using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>Restores a snapshot into a folder. One instance serves one restore.</summary>
/// <remarks>
/// Some thousand entries at a time: first folders, links and empty files, then, while the next ones are made, their content pack by pack, then hard
/// links and metadata, and a folder's own when all below it is done, so that nothing changes a time after it was set. Every byte is
/// authenticated before it is written. What cannot be restored is reported and the rest goes on; nothing is ever written or removed
/// outside the target, whatever a snapshot claims.
/// </remarks>
public sealed class SnapshotRestore
{
    private readonly IndexedRepository _repository;
    private readonly RestoreRequest _request;
    private readonly RestoreTally _tally;

    /// <summary>Prepares a restore; nothing is written yet.</summary>
    public SnapshotRestore(IndexedRepository repository, RestoreRequest request, IProgress<RestoreTotals>? progress)
    {
        _repository = repository;
        _request = request;
        _tally = new RestoreTally(progress);
    }

    /// <summary>
    /// Restores everything that was asked for. Includes that cover nothing, and removing what is not in the snapshot from the whole
    /// file system, are <see cref="Failure.Usage"/>.
    /// </summary>
    public async Task<RestoreResult> RunAsync(CancellationToken cancellationToken)
    {
        if (_request.Deletes && !_request.Selection.HasIncludes && Path.GetFullPath(_request.Target) == "/")
            throw new ArchivistException(Failure.Usage, "--delete would remove everything else from this machine")
            {
                Hint = "Name what is meant with --include, or another target.",
            };
        var tree = await SnapshotTree.FindFolderAsync(_repository, _request.Snapshot, _request.Folder, cancellationToken);
        if (!_request.IsDryRun)
            Directory.CreateDirectory(_request.Target);
        using var target = Directory.Exists(_request.Target) ? Folder.OpenPath(_request.Target) : null;
        var window = new RestoreWindow(_repository, _request.IsDryRun ? null : target, _tally);
        // What patterns choose, or what is kept, is known only when it was looked at.
        var isForeseeable = _tally.IsWatched && !_request.IsDryRun && _request.Selection.IsEverything && _request.Overwrite is OverwritePolicy.Always;
        await using var forecast = isForeseeable ? new RestoreForecast(_repository, tree, _tally) : null;
        var walk = new RestoreWalk(_repository, _request, _tally, window) { Forecast = forecast };
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

        if (_request.Selection.HasIncludes && !walk.HasFound)
            throw new ArchivistException(Failure.Usage, $"nothing of snapshot {_request.Snapshot.Id.Value.Short} is included")
            {
                Hint = "List what is there with 'archivist ls'.",
            };
        return new RestoreResult(_tally.Totals, _tally.Folders, _tally.Others, _tally.Problems) { Kept = _tally.Kept, Deleted = _tally.Deleted, BytesKept = window.BytesKept };
    }
}
