using Archivist.Platform.Problems;

namespace Archivist.Operations.Running;

/// <summary>The runs of one schedule, as far as the next one depends on them.</summary>
/// <param name="LastSuccess">When the last run ended that did its work; null without any.</param>
/// <param name="LastEnded">When the last run ended, however it did; null without any.</param>
/// <param name="LastVerdict">How; null for one that was killed and never continued, and without any.</param>
/// <param name="Failures">Runs in succession that ended with a failure since the last success, 0 or more.</param>
internal sealed record ScheduleHistory(DateTimeOffset? LastSuccess, DateTimeOffset? LastEnded, Failure? LastVerdict, int Failures)
{
    /// <summary>Of a schedule that never ran.</summary>
    internal static ScheduleHistory None { get; } = new(null, null, null, 0);
}
