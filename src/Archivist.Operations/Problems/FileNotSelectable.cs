using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A single file can be restored neither with patterns nor with verification.</summary>
public sealed record FileNotSelectable(string Path) : Problem(Failure.Usage, Path);
