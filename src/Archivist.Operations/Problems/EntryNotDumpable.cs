using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An entry of a snapshot is neither a file nor a directory.</summary>
public sealed record EntryNotDumpable(string Path) : Problem(Failure.Usage, Path);
