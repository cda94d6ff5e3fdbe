namespace Archivist.Operations.Notifying.Messages;

/// <summary>What a notification says, as data. The private constructor closes the set. Immutable.</summary>
internal abstract record NotificationSubject
{
    private NotificationSubject()
    {
    }

    /// <summary>A run has begun.</summary>
    internal sealed record Started : NotificationSubject;

    /// <summary>A run is under way.</summary>
    /// <param name="For">How long it has taken so far.</param>
    internal sealed record Alive(TimeSpan For) : NotificationSubject;

    /// <summary>A run ended, in whatever way.</summary>
    /// <param name="Took">How long it took; null when that is not known.</param>
    /// <param name="Problems">What went wrong, in words, the first one first; empty for a run that ended well.</param>
    internal sealed record Ended(TimeSpan? Took, IReadOnlyList<string> Problems) : NotificationSubject;

    /// <summary>Nothing has changed since an incident was last reported.</summary>
    /// <param name="Problems">What was said of it then.</param>
    internal sealed record StillOpen(IReadOnlyList<string> Problems) : NotificationSubject;

    /// <summary>A schedule has had no success for two times of its calendar.</summary>
    /// <param name="LastSuccess">When it last did its work; null for never.</param>
    internal sealed record Overdue(DateTimeOffset? LastSuccess) : NotificationSubject;

    /// <summary>Someone else's repository that is kept here got nothing new for too long.</summary>
    /// <param name="Arrived">When its newest snapshot arrived; null for never.</param>
    internal sealed record NothingArrived(DateTimeOffset? Arrived) : NotificationSubject;

    /// <summary>An incident is over.</summary>
    internal sealed record Recovered : NotificationSubject;

    /// <summary>How everything is.</summary>
    internal sealed record Digest(DigestFacts Facts) : NotificationSubject;

    /// <summary>An operator tries a target.</summary>
    internal sealed record Test(string Target) : NotificationSubject;
}
