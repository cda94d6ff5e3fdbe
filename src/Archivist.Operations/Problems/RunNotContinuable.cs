using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The file of a schedule has changed since the run began that is to be continued.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="Started">When that run began.</param>
public sealed record RunNotContinuable(string Schedule, DateTimeOffset Started) : Problem(Failure.Usage, Schedule);
