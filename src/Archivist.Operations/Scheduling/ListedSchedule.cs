using Archivist.Platform.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>One schedule and its state.</summary>
/// <param name="Name">Its name.</param>
/// <param name="File">Its file, absolute.</param>
/// <param name="Cron">Its calendar; null for a schedule that only people start.</param>
/// <param name="TimeZone">The time zone of the calendar.</param>
/// <param name="Steps">The words of its steps, in order.</param>
/// <param name="IsOn">Whether the calendar starts it.</param>
public sealed record ListedSchedule(string Name, string File, string? Cron, string TimeZone, IReadOnlyList<string> Steps, bool IsOn)
{
    /// <summary>When a person switched it on or off; null when no one did.</summary>
    public DateTimeOffset? SwitchedAt { get; init; }

    /// <summary>Why it was switched, in that person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>When the calendar starts it next; null when it does not.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>When its last run ended that did its work; null without any.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>When its last run ended; null without any.</summary>
    public DateTimeOffset? LastEnded { get; init; }

    /// <summary>How its last run ended; null without any, and for one that was killed.</summary>
    public Failure? LastVerdict { get; init; }

    /// <summary>When its last run began, if that never ended: it is running, or can be continued.</summary>
    public DateTimeOffset? Unfinished { get; init; }
}
