using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A block source would lie inside another source in the snapshot, and has no file there.</summary>
public sealed record BlockSourceInsideSource(string Address, string Path, string Source) : Problem(Failure.Usage, Address);
