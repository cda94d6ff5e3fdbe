using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An entry that the snapshot does not have cannot be deleted.</summary>
public sealed record EntryNotDeleted(string Path, Cause Cause) : Problem(Failure.Failed, Path);
