using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Restore.Restoring;

namespace Archivist.Restore.Mounting;

/// <summary>
/// Snapshots as a read-only file system in the layout of restic's mount. Later snapshots appear within seconds on access.
/// </summary>
public sealed class RepositoryMount : IAsyncDisposable
{
    private readonly FuseMount _mount;
    private readonly FuseConnection _connection;

    private RepositoryMount(FuseMount mount, FuseConnection connection)
    {
        _mount = mount;
        _connection = connection;
    }

    /// <summary>Mounts; nothing is answered before <see cref="ServeAsync"/>.</summary>
    /// <param name="repository">With its index, which is brought up to date with later snapshots.</param>
    /// <param name="snapshots">All there are, oldest first.</param>
    /// <param name="options">Where and how, and which of them.</param>
    /// <param name="clock">The time of the directories above the snapshots, and how old a list of them is.</param>
    /// <param name="onDamage">Receives each path that could not be read, and the cause; called from any thread.</param>
    /// <param name="cancellationToken">Cancels mounting; a mounted file system is not affected.</param>
    public static async Task<RepositoryMount> OpenAsync(
        IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, MountOptions options, TimeProvider clock,
        Action<string, Cause> onDamage, CancellationToken cancellationToken)
    {
        FuseMount.RequirePoint(options.MountPoint);
        ProtectedFolders.Find(options.Own).RefuseCover(options.MountPoint);
        var mount = await FuseMount.OpenAsync(options.MountPoint, options.AllowOther, cancellationToken);
        var shown = new MountedSnapshots(repository, snapshots, options.Shows, options.Who, clock) { OnDamage = onDamage };
        var files = new SnapshotFileSystem(repository, shown, options.CacheBytes) { OnDamage = onDamage };
        return new RepositoryMount(mount, new FuseConnection(mount.Device, files));
    }

    /// <summary>Answers requests until the file system is unmounted or the call is cancelled, which is not an error.</summary>
    public Task ServeAsync(CancellationToken cancellationToken) => _connection.RunAsync(cancellationToken);

    /// <summary>Unmounts.</summary>
    public ValueTask DisposeAsync() => _mount.DisposeAsync();
}
