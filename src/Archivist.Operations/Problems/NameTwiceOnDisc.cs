using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Two sources would have the same path on a disc.</summary>
public sealed record NameTwiceOnDisc(string First, string Second, string Name) : Problem(Failure.Usage, Second);
