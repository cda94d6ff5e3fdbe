using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>Two block sources would have the same path in the snapshot.</summary>
public sealed record BlockSourceRepeated(string Address, string Path) : Problem(Failure.Usage, Address);
