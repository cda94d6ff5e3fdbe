using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An entry of a type that cannot be restored was left out.</summary>
public sealed record EntryTypeForeign(string Path, string Type) : Problem(Failure.Findings, Path);
