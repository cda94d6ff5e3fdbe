using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>None of the packages holds a file that is needed.</summary>
public sealed record PackageFileMissing(string Path) : Problem(Failure.Failed, Path);
