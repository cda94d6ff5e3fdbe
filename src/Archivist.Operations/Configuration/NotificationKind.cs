namespace Archivist.Operations.Configuration;

/// <summary>What a notification is about. The words for programs are in <see cref="NotificationWords"/>.</summary>
internal enum NotificationKind
{
    /// <summary>A run of a schedule has begun.</summary>
    Started,

    /// <summary>A run is still under way.</summary>
    Alive,

    /// <summary>A run ended well.</summary>
    Success,

    /// <summary>A run did its work and found something that needs attention.</summary>
    Findings,

    /// <summary>A run failed.</summary>
    Failure,

    /// <summary>Two times of a calendar went by without a success.</summary>
    Overdue,

    /// <summary>What was wrong is well again.</summary>
    Recovered,

    /// <summary>How everything is, once a week.</summary>
    Digest,

    /// <summary>An operator tries a target.</summary>
    Test,
}
