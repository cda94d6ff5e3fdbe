using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image ends before its own end.</summary>
/// <param name="Length">The bytes that are there.</param>
/// <param name="Missing">The bytes that are not.</param>
public sealed record ImageTruncated(long Length, long Missing) : Problem(Failure.MediumFailed, "image");
