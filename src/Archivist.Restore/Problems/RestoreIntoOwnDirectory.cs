using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The target of a restore is inside a directory that belongs to the archive.</summary>
public sealed record RestoreIntoOwnDirectory(string Target, OwnFolder Own) : Problem(Failure.Usage, Target);
