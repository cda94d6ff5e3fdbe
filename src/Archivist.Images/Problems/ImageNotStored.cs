using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image cannot be written.</summary>
public sealed record ImageNotStored(Failure Failure, Cause Cause) : Problem(Failure, "image");
