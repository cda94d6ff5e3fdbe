using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;

namespace Archivist.Operations.Notifying;

/// <summary>Lists the targets of notifications, what they took last, and the incidents that are open. Changes nothing and contacts no one.</summary>
public sealed class ListNotificationsOperation(OperationEnvironment environment) : Operation<ListNotificationsRequest, ListNotificationsResult>(environment)
{
    private protected override async Task<ListNotificationsResult> RunAsync(ListNotificationsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        using var store = NotificationCentre.FindStore(settings);
        return new ListNotificationsResult(
            [.. settings.Notify.Select(target => new ListedTarget(
                target.Name, target.To, [.. KindsOf(target).Select(NotificationWords.Of)], target.Schedules, store?.FindTarget(target.Name) ?? TargetState.Unused))],
            [.. (store?.ListOpen() ?? []).Select(incident => new ListedIncident(
                incident.Id, incident.Schedule, NotificationWords.Of(incident.Kind), incident.Opened, incident.Count, incident.Notified, incident.Problems))]);
    }

    private static IEnumerable<NotificationKind> KindsOf(NotifyTarget target) =>
        Enum.GetValues<NotificationKind>().Where(kind => kind is not NotificationKind.Test && target.Takes(kind, null, NotificationSeverity.Failure));
}
