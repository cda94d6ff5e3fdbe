namespace Archivist.Operations.Watching;

/// <summary>What a look found. The verdict is always good: what is wrong was reported.</summary>
/// <param name="Overdue">The schedules that have had no success for two times of their calendars, and what is watched for others and got nothing new, by name.</param>
/// <param name="OpenIncidents">The number of incidents that are open.</param>
/// <param name="IsDigestQueued">A digest was put into the queue.</param>
/// <param name="Waiting">Notifications that could not be delivered yet.</param>
public sealed record LookResult(IReadOnlyList<string> Overdue, int OpenIncidents, bool IsDigestQueued, long Waiting) : OperationResult
{
    /// <summary>Without targets there is nothing to look for.</summary>
    public static LookResult Nothing { get; } = new([], 0, false, 0);
}
