using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A disc says that it is another than the one that was named.</summary>
public sealed record DiscClaimsOther(string Named, Guid Own) : Problem(Failure.None, Named);
