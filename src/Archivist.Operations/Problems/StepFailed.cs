using Archivist.Platform.Problems;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Problems;

/// <summary>A part of a scheduled run failed.</summary>
public sealed record StepFailed(RunPart Part, Problem Reason) : Problem(Reason.Failure, Reason.Subject);
