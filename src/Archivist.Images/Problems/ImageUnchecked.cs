using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image has no known checksums: only that all of it can be read was checked.</summary>
/// <param name="IsUdfOnly">Whether it has no ISO 9660; otherwise another program made it.</param>
public sealed record ImageUnchecked(bool IsUdfOnly) : Problem(Failure.None, "image");
