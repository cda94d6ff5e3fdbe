using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;
using Archivist.Platform.SystemBus;

namespace Archivist.App.Notifying;

/// <summary>Brings notifications to every kind of target. Thread-safe.</summary>
/// <param name="clock">The time that signatures and mails carry.</param>
internal sealed class NotificationDelivery(TimeProvider clock) : INotificationDelivery
{
    /// <summary>What a program says is quoted, not kept.</summary>
    private const int LongestOutput = 1 << 20;

    /// <inheritdoc/>
    public Task<string> DeliverAsync(NotifyTarget target, Notification notification, SecretSources secrets, CancellationToken cancellationToken) => target switch
    {
        NotifyTarget.Smtp mail => new MailDelivery(clock).DeliverAsync(mail, notification, secrets, cancellationToken),
        NotifyTarget.Webhook webhook => new WebDelivery(clock).PostAsync(webhook, notification, secrets, cancellationToken),
        NotifyTarget.Ntfy topic => new WebDelivery(clock).PublishAsync(topic, notification, secrets, cancellationToken),
        NotifyTarget.Healthchecks check => new WebDelivery(clock).PingAsync(check, notification, secrets, cancellationToken),
        NotifyTarget.Command command => RunAsync(command, notification, cancellationToken),
        NotifyTarget.Desktop => ShowAsync(target, notification, cancellationToken),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static async Task<string> RunAsync(NotifyTarget.Command target, Notification notification, CancellationToken cancellationToken)
    {
        var program = new ToolCommand(target.Arguments[0], [.. target.Arguments.Skip(1)]) { CaptureLimit = LongestOutput, HasOwnSession = true };
        var result = await ToolProcess.RunAsync(program, NotificationDocument.ToBytes(notification), cancellationToken);
        return $"exit code {result.EnsureSuccess().ExitCode}";
    }

    private static async Task<string> ShowAsync(NotifyTarget target, Notification notification, CancellationToken cancellationToken)
    {
        byte urgency = notification.Severity switch { NotificationSeverity.Failure when notification.Kind is not NotificationKind.Recovered => 2, NotificationSeverity.Notice => 0, _ => 1 };
        try
        {
            return $"notification {await new DesktopNotifications().ShowAsync(notification.Title, notification.Text, urgency, cancellationToken)}";
        }
        catch (IOException cause)
        {
            throw new ArchivistException(new NotifyTargetUnreachable(target.Name, Cause.Of(cause)), cause);
        }
    }
}
