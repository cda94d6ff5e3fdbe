using Archivist.Capture.Mounting;
using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>
/// Snapshots as a read-only file system in the layout of restic's mount. Shows the snapshots that it was given; later ones appear when it
/// is mounted again.
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
    /// <param name="repository">With its index.</param>
    /// <param name="snapshots">What to show, oldest first.</param>
    /// <param name="options">Where and how.</param>
    /// <param name="clock">The time of the folders above the snapshots.</param>
    /// <param name="onDamage">Is told paths that could not be read, and why; from any thread.</param>
    /// <param name="cancellationToken">Stops the mounting, not what is mounted.</param>
    public static async Task<RepositoryMount> OpenAsync(
        IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, MountOptions options, TimeProvider clock,
        Action<string, string> onDamage, CancellationToken cancellationToken)
    {
        var mount = await FuseMount.OpenAsync(options.MountPoint, options.AllowOther, cancellationToken);
        var files = new SnapshotFileSystem(repository, snapshots, options.Who, GoTime.From(clock.GetLocalNow()), options.CacheBytes)
        {
            OnDamage = onDamage,
        };
        return new RepositoryMount(mount, new FuseConnection(mount.Device, files));
    }

    /// <summary>Answers until somebody unmounts it, or until it is cancelled, which is no error.</summary>
    public Task ServeAsync(CancellationToken cancellationToken) => _connection.RunAsync(cancellationToken);

    /// <summary>Unmounts.</summary>
    public ValueTask DisposeAsync() => _mount.DisposeAsync();
}
