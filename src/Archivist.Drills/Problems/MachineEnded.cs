using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The machine ended before the drill was done.</summary>
public sealed record MachineEnded(MachineEnd How) : Problem(Failure.Failed, "virtual machine");
