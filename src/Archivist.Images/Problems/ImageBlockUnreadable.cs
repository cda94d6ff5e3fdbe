using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A file on an image cannot be read at one block.</summary>
/// <param name="Location">The image.</param>
/// <param name="Path">The file on it.</param>
/// <param name="Block">The block of 2048 bytes.</param>
/// <param name="Cause">Why; null when it lies behind the end of the image.</param>
public sealed record ImageBlockUnreadable(string Location, string Path, long Block, Cause? Cause) : Problem(Failure.MediumFailed, Location);
