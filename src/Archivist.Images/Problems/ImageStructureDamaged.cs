using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A structure of an image is wrong.</summary>
/// <param name="Thing">The structure, by its name in the specification, or the path of a file.</param>
/// <param name="Offset">Where, in bytes from the start of the image.</param>
/// <param name="Cause">What is wrong with it.</param>
public sealed record ImageStructureDamaged(string Thing, long Offset, Cause Cause) : Problem(Failure.MediumFailed, Thing);
