using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Locks;

/// <summary>Waits until no lock of others stands in the way.</summary>
internal sealed class LockQueue(OpenRepository repository, LockRequest request, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly HashSet<ObjectName> _told = [];

    /// <summary>Since when each suspected file is watched, by the clock that cannot jump.</summary>
    private readonly Dictionary<ObjectName, long> _watchedSince = [];

    /// <summary>Returns when nothing stands in the way; a lock that stays is <see cref="Failure.RepositoryLocked"/>.</summary>
    internal async Task PassAsync(CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        var pause = FirstPause;
        while (await FindConflictAsync(repository, request, clock, own: default, cancellationToken, PassOver) is { } conflict)
        {
            if (conflict.Age is LockAge.OldByClock or LockAge.Damaged)
            {
                if (await RemoveWhenWatchedLongEnoughAsync(conflict, cancellationToken))
                    continue;
            }
            else if (clock.GetElapsedTime(startedAt) >= request.Wait)
                throw Refusal(repository, conflict, request);
            else if (_told.Add(conflict.Name))
                request.Waiting?.Invoke(new LockWaited(conflict.Holder));

            await Task.Delay(pause, clock, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <summary>
    /// The first lock that stands in the way; what may go at once is removed on the way. A damaged one stops no writer that only adds, only those that remove.
    /// </summary>
    internal static async Task<FoundLock?> FindConflictAsync(
        OpenRepository repository, LockRequest request, TimeProvider clock, ObjectName own, CancellationToken cancellationToken,
        Action<FoundLock>? passedOver = null)
    {
        FoundLock? suspected = null;
        foreach (var other in await RepositoryLocks.ListAsync(repository, request.Who, clock, cancellationToken))
        {
            if (other.Name == own)
                continue;
            if (request.IsForReading && other.Age is not LockAge.Live)
                continue;
            if (other.Age is LockAge.ProcessGone)
                await repository.Store.RemoveAsync(other.Name, cancellationToken);
            else if (!request.IsExclusive && !other.IsExclusive)
                continue;
            else if (other.Age is LockAge.Damaged && !request.IsExclusive)
                passedOver?.Invoke(other);
            else if (other.Age is LockAge.Live)
                return other;
            else
                suspected ??= other;
        }

        return suspected;
    }

    internal static ArchivistException Refusal(OpenRepository repository, FoundLock conflict, LockRequest request) =>
        new(new RepositoryInUse(repository.Store.Location, conflict.Holder, request.IsForReading));

    private void PassOver(FoundLock damaged)
    {
        if (_told.Add(damaged.Name))
            request.Waiting?.Invoke(new DamagedLockPassedOver(damaged.Name.Id));
    }

    private async Task<bool> RemoveWhenWatchedLongEnoughAsync(FoundLock conflict, CancellationToken cancellationToken)
    {
        if (!_watchedSince.TryGetValue(conflict.Name, out var since))
        {
            _watchedSince.Add(conflict.Name, clock.GetTimestamp());
            request.Waiting?.Invoke(new LockWatched(conflict.Holder, RepositoryLock.WatchFor));
            return false;
        }

        if (clock.GetElapsedTime(since) < RepositoryLock.WatchFor)
            return false;
        await repository.Store.RemoveAsync(conflict.Name, cancellationToken);
        return true;
    }
}
