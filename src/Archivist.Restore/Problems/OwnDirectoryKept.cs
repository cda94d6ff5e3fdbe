using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An entry was neither replaced nor deleted, because a directory of the archive is there.</summary>
public sealed record OwnDirectoryKept(string Path, OwnFolder Own) : Problem(Failure.Failed, Path);
