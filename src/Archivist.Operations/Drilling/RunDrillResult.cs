using Archivist.Drills;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Drilling;

/// <summary>What a drill showed.</summary>
/// <param name="Image">The image that was booted.</param>
/// <param name="Drill">What came of it.</param>
/// <param name="Key">The key that opened the disc, or was to open it.</param>
public sealed record RunDrillResult(string Image, RecoveryDrillResult Drill, DrillKeyReport Key) : OperationResult;
