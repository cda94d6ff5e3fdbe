using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The repository format has no type for an entry.</summary>
public sealed record SourceTypeUnknown(string Path) : Problem(Failure.SnapshotIncomplete, Path);
