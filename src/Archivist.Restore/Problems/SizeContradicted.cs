using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The size in bytes that a file claims differs from the total length of its blobs.</summary>
public sealed record SizeContradicted(string Path, ulong Claimed, ulong Actual) : Problem(Failure.Tampering, Path);
