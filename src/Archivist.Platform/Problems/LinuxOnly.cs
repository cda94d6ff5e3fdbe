namespace Archivist.Platform.Problems;

/// <summary>The system calls that this path needs exist on Linux only.</summary>
public sealed record LinuxOnly(string Path) : Problem(Failure.Failed, Path);
