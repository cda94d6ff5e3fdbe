using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Sectors that were read from a disc cannot be written to the image.</summary>
public sealed record RescueImageNotStored(Failure Failure, Cause Cause) : Problem(Failure, "");
