using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image that was just written does not read back as it was written.</summary>
public sealed record BuiltImageDamaged(string Path, Problem Finding) : Problem(Failure.MediumFailed, Path);
