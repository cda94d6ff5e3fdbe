using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Restore.Mounting;

namespace Archivist.Operations.Mounting;

/// <summary>Shows the snapshots of a repository as a read-only file system until it is stopped or unmounted.</summary>
public sealed class MountOperation(OperationEnvironment environment) : Operation<MountRequest, MountResult>(environment)
{
    private protected override async Task<MountResult> RunAsync(MountRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        // A mount shows 'latest' beside the times.
        await LatestWarning.TellAsync(archive, true, repository, snapshots, request.Filter, ["latest"], cancellationToken);
        var options = new MountOptions
        {
            MountPoint = Path.GetFullPath(request.MountPoint),
            AllowOther = request.AllowOther,
            Own = archive.OwnFolders(await archive.TryFindSettingsAsync(cancellationToken)),
            Who = Operator.Current,
            Shows = request.Filter.Matches,
        };
        await using var mount = await RepositoryMount.OpenAsync(
            await repository.LoadIndexAsync(cancellationToken), snapshots, options, context.Clock, (path, cause) => context.Warn(new MountEntryDamaged(path, cause)), cancellationToken);
        var result = new MountResult(options.MountPoint, snapshots.Count(options.Shows));
        request.Mounted(result);
        await mount.ServeAsync(cancellationToken);
        return result;
    }
}
