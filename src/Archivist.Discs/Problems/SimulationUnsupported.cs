using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A simulation was asked for where there is none.</summary>
public sealed record SimulationUnsupported(Failure Failure, string Location, RecorderKind Recorder) : Problem(Failure, Location);
