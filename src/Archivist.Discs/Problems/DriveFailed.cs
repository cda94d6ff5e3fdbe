using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A drive or disk did not do what it was asked for.</summary>
public sealed record DriveFailed(string Device, DriveFault Fault) : Problem(Failure.MediumFailed, Device);
