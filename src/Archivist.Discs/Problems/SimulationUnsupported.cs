using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The recorder does not support the requested simulation.</summary>
public sealed record SimulationUnsupported(Failure Failure, string Location, RecorderKind Recorder) : Problem(Failure, Location);
