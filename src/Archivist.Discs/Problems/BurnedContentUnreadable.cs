using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A part of the burned content cannot be read back.</summary>
public sealed record BurnedContentUnreadable(long Bytes) : Problem(Failure.MediumFailed, "");
