namespace Archivist.Operations.Notifying.Messages;

/// <summary>The words of notifications in one language. Thread-safe.</summary>
internal interface INotificationWords
{
    /// <summary>A line, and the whole text.</summary>
    /// <param name="notification">What is known besides; its title and text are empty.</param>
    /// <param name="subject">What it says.</param>
    /// <param name="zone">Where its times are shown.</param>
    (string Title, string Text) Of(Notification notification, NotificationSubject subject, TimeZoneInfo zone);
}
