using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No share was given.</summary>
public sealed record NoShareGiven() : Problem(Failure.Usage, "shares");
