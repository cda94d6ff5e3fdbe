using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Some of what a copy delivered was damaged, and was read from other copies.</summary>
/// <param name="Place">The name of the copy.</param>
/// <param name="Count">The number of damaged answers, 1 or more.</param>
public sealed record CopyGaveWrongBytes(string Place, int Count) : Problem(Failure.None, Place);
