using Archivist.Platform.Problems;

namespace Archivist.Operations.Capturing;

/// <summary>What was captured until it was stopped. Changes that the kernel did not report make the verdict <see cref="Failure.Findings"/>.</summary>
/// <param name="Snapshots">The snapshots that were taken.</param>
/// <param name="Missed">Changes that only a walk over everything found.</param>
public sealed record ContinuousCaptureResult(int Snapshots, int Missed) : OperationResult;
