using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>A drill ended without a verdict.</summary>
/// <param name="Why">The cause.</param>
/// <param name="LastStage">The furthest stage that was reached.</param>
/// <param name="Log">The file with the machine's console.</param>
public sealed record DrillInconclusive(Problem Why, DrillStage LastStage, string Log) : Problem(Failure.Failed, "drill");
