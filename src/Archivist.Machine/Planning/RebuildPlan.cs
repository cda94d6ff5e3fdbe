using Archivist.Platform;

namespace Archivist.Machine.Planning;

/// <summary>Everything that a rebuild will do, computed before anything is written. Immutable.</summary>
/// <param name="Firmware">The firmware that the new machine must start by; where there is room it starts by both.</param>
/// <param name="Disks">One for each old disk that comes back.</param>
/// <param name="Steps">In their order.</param>
/// <param name="Notes">What a person should know.</param>
public sealed record RebuildPlan(Firmware Firmware, IReadOnlyList<DiskPlan> Disks, IReadOnlyList<PlanStep> Steps, IReadOnlyList<PlanNote> Notes);
