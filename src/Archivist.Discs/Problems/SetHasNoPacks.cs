using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A set without packs cannot have recovery discs.</summary>
public sealed record SetHasNoPacks() : Problem(Failure.Usage, "");
