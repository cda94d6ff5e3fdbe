namespace Archivist.Operations.Notifying;

/// <summary>What is known of a target.</summary>
/// <param name="LastDelivered">When it last took a notification; null for never.</param>
/// <param name="Answer">What it answered then; null for never.</param>
/// <param name="FailedSince">Since when it has taken none; null while the last attempt was good, and before the first one.</param>
/// <param name="Cause">Why, in words; null as well.</param>
/// <param name="Waiting">The number of notifications that wait for it.</param>
/// <param name="GivenUp">The number of notifications that it never took within a week, since the last one that it took.</param>
public sealed record TargetState(DateTimeOffset? LastDelivered, string? Answer, DateTimeOffset? FailedSince, string? Cause, long Waiting, long GivenUp)
{
    /// <summary>Of a target that was never used.</summary>
    public static TargetState Unused { get; } = new(null, null, null, null, 0, 0);
}
