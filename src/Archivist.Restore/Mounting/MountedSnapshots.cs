using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Mounting;

/// <summary>
/// The directories above the snapshots, rebuilt on access when the list is older than five seconds, as in restic. Thread-safe.
/// </summary>
internal sealed class MountedSnapshots
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly IndexedRepository _repository;
    private readonly Func<Snapshot, bool> _shows;
    private readonly TimeProvider _clock;
    private volatile MountFolder _layout;
    private HashSet<ObjectName>? _names;
    private long _loadedAt;
    private int _isLoading;

    /// <param name="repository">With an index that knows the snapshots; it is brought up to date with them.</param>
    /// <param name="snapshots">All there are, oldest first.</param>
    /// <param name="shows">Which of them are shown, and of later ones.</param>
    /// <param name="who">Owns the directories.</param>
    /// <param name="clock">Says how old a list is, and the time of the directories.</param>
    internal MountedSnapshots(IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, Func<Snapshot, bool> shows, Operator who, TimeProvider clock)
    {
        (_repository, _shows, Who, _clock) = (repository, shows, who, clock);
        MountedAt = GoTime.From(clock.GetLocalNow());
        _layout = Arrange(snapshots);
        _loadedAt = clock.GetTimestamp();
    }

    /// <summary>Called when the list cannot be loaded; the previous one stays.</summary>
    internal Action<string, Cause>? OnDamage { get; init; }

    internal GoTime MountedAt { get; }

    internal Operator Who { get; }

    internal MountFolder Known => _layout;

    /// <summary>The directories as they are now, or were at most five seconds ago.</summary>
    internal async ValueTask<MountFolder> CurrentAsync(CancellationToken cancellationToken)
    {
        // Only one caller refreshes the list; the others need not wait for it.
        if (_clock.GetElapsedTime(Volatile.Read(ref _loadedAt)) < Fresh || Interlocked.Exchange(ref _isLoading, 1) == 1)
            return _layout;
        try
        {
            await LoadAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException)
        {
            OnDamage?.Invoke("/", new Cause.Known(new SnapshotListOutdated(Cause.Of(cause))));
        }
        finally
        {
            Volatile.Write(ref _loadedAt, _clock.GetTimestamp());
            Volatile.Write(ref _isLoading, 0);
        }

        return _layout;
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var names = (await _repository.Repository.Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken)).Select(item => item.Name).ToHashSet();
        if (_names?.SetEquals(names) == true)
            return;
        // Content is durable before its snapshot: what is listed now is in the indexes that are listed then.
        var snapshots = await _repository.Repository.ListSnapshotsAsync(cancellationToken);
        await _repository.Repository.LoadNewIndexesAsync(_repository, cancellationToken);
        _layout = Arrange(snapshots);
        _names = names;
    }

    private MountFolder Arrange(IReadOnlyList<Snapshot> snapshots) => MountLayout.Of([.. snapshots.Where(_shows)], Who, MountedAt);
}
