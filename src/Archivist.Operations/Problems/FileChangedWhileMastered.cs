using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file was changed while it was written into an image.</summary>
public sealed record FileChangedWhileMastered(string Path) : Problem(Failure.None, Path);
