using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A walk over all sources found changes that the kernel did not report. They are in the snapshot now.</summary>
/// <param name="Path">The first of them.</param>
/// <param name="Count">How many there were.</param>
public sealed record ChangesMissed(string Path, int Count) : Problem(Failure.Findings, Path);
