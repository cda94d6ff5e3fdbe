using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Watching;

/// <summary>Watches repositories of others that are kept here: a machine that is off, lost or broken into says nothing, and silence is heard only on the other side. By the clock of this machine; needs no password.</summary>
internal static class PeerWatch
{
    /// <summary>Looks at each.</summary>
    /// <returns>The names of those that got nothing new for too long.</returns>
    internal static async Task<IReadOnlyList<string>> LookAsync(NotificationCentre centre, OperationContext context, IReadOnlyList<WatchSettings> watches, CancellationToken cancellationToken)
    {
        var late = new List<string>();
        var now = centre.Clock.GetUtcNow();
        foreach (var watch in watches)
        {
            try
            {
                var arrived = await FindNewestAsync(watch.Repository, cancellationToken);
                // Of a repository that never got anything, silence counts from the first look.
                var since = arrived ?? SinceFirstLook(centre, watch, now);
                // What is dated ahead arrived before the clock was set back.
                var isLate = since <= now && now - since > watch.Interval;
                centre.ReportWatched(watch.Name, arrived, isLate);
                if (isLate)
                    late.Add(watch.Name);
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                context.WarnOnce(Failures.Of(cause, isStopped: false).Problem);
            }
        }

        return late;
    }

    private static DateTimeOffset SinceFirstLook(NotificationCentre centre, WatchSettings watch, DateTimeOffset now)
    {
        var mark = $"watch/{watch.Name}";
        if (centre.Store.FindTime(mark) is { } first && first <= now)
            return first;
        centre.Store.MarkTime(mark, now);
        return now;
    }

    /// <summary>When the newest snapshot arrived; null without any.</summary>
    private static async Task<DateTimeOffset?> FindNewestAsync(string repository, CancellationToken cancellationToken)
    {
        var store = new FolderStore(repository);
        long? newest = null;
        await foreach (var snapshot in store.ListAsync(ObjectKind.Snapshot, cancellationToken))
        {
            if (await store.FindTimeAsync(snapshot.Name, cancellationToken) is { } time && !(time <= newest))
                newest = time;
        }

        return newest is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
