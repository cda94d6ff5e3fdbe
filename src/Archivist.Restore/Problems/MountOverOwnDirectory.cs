using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A mount would hide a directory that belongs to the archive.</summary>
public sealed record MountOverOwnDirectory(string Point, OwnFolder Own) : Problem(Failure.Usage, Point);
