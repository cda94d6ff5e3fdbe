namespace Archivist.Operations.Configuration;

/// <summary>How much a notification matters, in ascending order.</summary>
internal enum NotificationSeverity
{
    /// <summary>Worth knowing.</summary>
    Notice,

    /// <summary>Needs attention; nothing is lost.</summary>
    Finding,

    /// <summary>Something was not done, or is lost.</summary>
    Failure,
}
