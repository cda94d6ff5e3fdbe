using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A tool that describes a part of the machine did not answer in time, as on a disk that fails.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Seconds">How long it was given.</param>
public sealed record ToolTimedOut(string Tool, int Seconds) : Problem(Failure.Failed, Tool);
