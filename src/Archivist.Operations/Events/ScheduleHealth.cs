using Archivist.Operations.Problems;

namespace Archivist.Operations.Events;

/// <summary>How one schedule is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LastSuccess">When its last run ended that did its work; null without any.</param>
/// <param name="SucceedsBy">When it must have succeeded again; null for a calendar without a future.</param>
/// <param name="IsLate">That time has passed, or the schedule cannot be read.</param>
public sealed record ScheduleHealth(string Name, DateTimeOffset? LastSuccess, DateTimeOffset? SucceedsBy, bool IsLate)
{
    /// <summary>It is running now.</summary>
    public bool IsRunning { get; init; }

    /// <summary>Runs in succession that failed.</summary>
    public int Failures { get; init; }

    /// <summary>Why it is due and does not start; null when it is not due.</summary>
    public HoldReason? Held { get; init; }

    /// <summary>Since when it has been due; null when it is not held.</summary>
    public DateTimeOffset? HeldSince { get; init; }
}
