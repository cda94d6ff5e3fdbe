using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Reviewing;

/// <summary>Finds targets that take no notifications: a person who relies on being notified must learn of it in another way.</summary>
internal static class NotificationNeeds
{
    /// <summary>What needs a person; contacts no target.</summary>
    internal static IReadOnlyList<Problem> Find(ArchivistSettings settings)
    {
        if (settings.Notify.Count == 0)
            return [];
        try
        {
            using var store = NotificationCentre.FindStore(settings);
            return store is null ? [] : [.. settings.Notify.Select(target => Find(target.Name, store.FindTarget(target.Name))).OfType<Problem>()];
        }
        catch (ArchivistException unusable)
        {
            return [unusable.Problem];
        }
    }

    private static Problem? Find(string target, TargetState state) =>
        state.FailedSince is { } since ? new NotificationsUndelivered(target, state.Waiting + state.GivenUp, since, new Cause.Detail(state.Cause ?? "")) : null;
}
