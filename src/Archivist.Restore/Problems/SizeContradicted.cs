using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A file claims another size in bytes than its blobs have together.</summary>
public sealed record SizeContradicted(string Path, ulong Claimed, ulong Actual) : Problem(Failure.Tampering, Path);
