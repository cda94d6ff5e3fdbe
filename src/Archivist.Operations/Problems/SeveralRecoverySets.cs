using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Recovery discs of several sets are known.</summary>
public sealed record SeveralRecoverySets(IReadOnlyList<string> Sets) : Problem(Failure.Usage, "discs");
