using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Directories are nested so deep that a path is longer than the limit in bytes; its beginning.</summary>
public sealed record PathTooDeep(string Beginning, int Limit) : Problem(Failure.Failed, Beginning);
