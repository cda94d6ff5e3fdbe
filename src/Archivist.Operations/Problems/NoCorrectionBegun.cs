using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No error correction was begun in an image.</summary>
public sealed record NoCorrectionBegun(string Path) : Problem(Failure.Usage, Path);
