using Archivist.Operations.Problems;

namespace Archivist.Operations.Scheduling;

/// <summary>A schedule that is due and does not start.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Since">Since when it has been due: the age of this state.</param>
/// <param name="AnywayAt">When it starts regardless; null for a reason without such a limit.</param>
internal sealed record HeldSchedule(string Name, HoldReason Reason, DateTimeOffset Since, DateTimeOffset? AnywayAt);
