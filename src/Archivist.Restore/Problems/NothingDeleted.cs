using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>Nothing was deleted, because the snapshot does not have its own sources and so does not say which directories were captured whole.</summary>
public sealed record NothingDeleted(string Target) : Problem(Failure.Failed, Target);
