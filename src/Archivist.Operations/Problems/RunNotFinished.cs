using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The run before this one never ended, and this one begins again.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="Started">When the earlier one began.</param>
public sealed record RunNotFinished(string Schedule, DateTimeOffset Started) : Problem(Failure.None, Schedule);
