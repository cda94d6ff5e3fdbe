using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The program that burns reported a failure.</summary>
/// <param name="Device">The drive.</param>
/// <param name="Tool">The program.</param>
/// <param name="ExitCode">The exit code; null when it complained before it began.</param>
/// <param name="Complaint">Its own words; null when it had none.</param>
public sealed record RecorderFailed(string Device, string Tool, int? ExitCode, string? Complaint) : Problem(Failure.MediumFailed, Device);
