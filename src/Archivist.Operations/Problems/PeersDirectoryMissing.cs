using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The directory for the repositories of others does not exist; it is never created, because it may be a mount point.</summary>
public sealed record PeersDirectoryMissing(string Path) : Problem(Failure.Usage, Path);
