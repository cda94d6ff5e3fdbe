using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>UDF has something unusual that may be a habit of the program that made the image; ISO 9660 was read whole.</summary>
public sealed record UdfUnusual(string Thing, long Block, Cause Cause) : Problem(Failure.None, Thing);
