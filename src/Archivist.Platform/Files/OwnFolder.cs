namespace Archivist.Platform.Files;

/// <summary>A directory of this machine that is the archive's own: a restore keeps out of it, and a snapshot that contains it says so.</summary>
/// <param name="Path">Absolute; need not exist.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Replica">The name of the replica that it is; null for another kind.</param>
public sealed record OwnFolder(string Path, OwnFolderKind Kind, string? Replica = null);
