using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>Bytes of an image cannot be read.</summary>
public sealed record ImageBytesUnreadable(long Offset, long Length, Cause Cause) : Problem(Failure.MediumFailed, "block");
