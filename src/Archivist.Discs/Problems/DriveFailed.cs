using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A drive or disk did not carry out a request.</summary>
public sealed record DriveFailed(string Device, DriveFault Fault) : Problem(Failure.MediumFailed, Device);
