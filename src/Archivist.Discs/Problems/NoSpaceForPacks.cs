using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is no space left for copies of packs.</summary>
public sealed record NoSpaceForPacks() : Problem(Failure.NoSpace, "");
