using Archivist.Operations.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>A schedule that starts now.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The first time of its calendar since its last success: what this run is for.</param>
/// <param name="IsCatchUp">That time was missed: the machine was off or asleep, the run was held, or it failed.</param>
/// <param name="Disregards">What it would have been skipped for, had it not been skipped for too long; null for nothing.</param>
internal sealed record DueSchedule(string Name, DateTimeOffset At, bool IsCatchUp, HoldReason? Disregards)
{
    /// <summary>Its last run was interrupted, and goes on.</summary>
    internal bool Continues { get; init; }
}
