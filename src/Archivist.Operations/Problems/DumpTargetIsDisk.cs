using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The target of a dump is a disk.</summary>
public sealed record DumpTargetIsDisk(string Path) : Problem(Failure.Usage, Path);
