using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The file system of the target of a dump is full.</summary>
public sealed record NoSpaceForDump(string Path, long FreeBytes) : Problem(Failure.NoSpace, Path);
