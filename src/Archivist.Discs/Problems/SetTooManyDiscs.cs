using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A set would have more discs than are allowed.</summary>
public sealed record SetTooManyDiscs(int Most) : Problem(Failure.NoSpace, "");
