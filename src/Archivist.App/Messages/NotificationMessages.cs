using System.Globalization;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for notifications that do not reach anyone.</summary>
internal static class NotificationMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NotifyAddressUnusable(var target, var reference) => new Message(
            $"target {target}: {reference} holds no address that can be used", "Keep https://HOST/PATH there, without user and password."),
        NotificationsUndelivered(var target, var waiting, var since, var cause) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"target {target} has taken no notification since {since:yyyy-MM-dd HH:mm} UTC, and {Quantity.Count(waiting, "notification was", "notifications were")} not delivered: {Of(cause)}"),
            $"Correct it in archivist.toml, then try it with 'archivist notify test {target}'."),
        NotificationsGivenUp(var target, var given, var days) => new Message(
            $"target {target}: {Quantity.Count(given, "notification is", "notifications are")} given up after {Quantity.Count(days, "day", "days")} without delivery", $"Correct it in archivist.toml, then try it with 'archivist notify test {target}'."),
        NotificationNotDelivered(var target, var cause) => new Message($"target {target}: a notification was not delivered and is tried again: {Of(cause)}"),
        NotificationsUnusable(var file, var cause) => new Message(
            $"{file}, which has incidents and notifications, cannot be used, so notifications are off: {Of(cause)}", "Move that file away: another one is created. Notifications may then be sent twice."),
        NotifyTargetUnknown(var target, var known) => new Message($"{target}: no such target of notifications", $"Name one of {string.Join(", ", known)}."),
        NoNotifyTargets => new Message("no one is notified: archivist.toml has no [[notify]]", "Add [[notify]] with name and to."),
        NotifyTargetSilent(var target, var waited) => new Message($"target {target} did not answer within {Quantity.Duration(waited)}", "Check its address, and whether it can be reached from here."),
        NotifyTargetUnreachable(var target, var cause) => new Message($"target {target} was not reached: {Of(cause)}", "Check its address, and whether it can be reached from here."),
        NotificationRefused(var target, var answer) => new Message($"target {target} refused: {Printable(answer)}", "Check what the settings say of it; the answer is in its own words."),
        WebhookSecretInvalid(var target) => new Message(
            $"target {target}: the signing key is not one of Standard Webhooks", "Keep whsec_ and 24 to 64 bytes in Base64 there: 'openssl rand -base64 32' gives some."),
        _ => null,
    };

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause).TrimEnd('.');

    private static string Printable(string text) => string.Concat(text.TrimEnd('.', ' ').Select(letter => char.IsControl(letter) ? '?' : letter));
}
