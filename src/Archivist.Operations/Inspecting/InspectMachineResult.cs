using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>What this machine is missing; anything is <see cref="Failure.Failed"/>.</summary>
/// <param name="Missing">Each program and file, in the order of <see cref="MachineNeed.All"/>.</param>
public sealed record InspectMachineResult(IReadOnlyList<MachineNeed> Missing) : OperationResult;
