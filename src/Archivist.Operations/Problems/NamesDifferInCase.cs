using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Names in an image differ only in case, which Windows ignores.</summary>
public sealed record NamesDifferInCase(int Count, string First) : Problem(Failure.None, First);
