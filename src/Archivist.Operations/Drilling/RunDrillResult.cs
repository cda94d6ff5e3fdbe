using Archivist.Drills;

namespace Archivist.Operations.Drilling;

/// <summary>What a drill showed.</summary>
/// <param name="Image">The image that was booted.</param>
/// <param name="Drill">What came of it.</param>
public sealed record RunDrillResult(string Image, RecoveryDrillResult Drill) : OperationResult;
