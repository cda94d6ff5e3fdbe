using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The machine was not done within the time of a whole drill.</summary>
public sealed record MachineOverdue(TimeSpan Limit) : Problem(Failure.Failed, "virtual machine");
