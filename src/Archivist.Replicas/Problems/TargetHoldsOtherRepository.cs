using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A replica holds another repository.</summary>
public sealed record TargetHoldsOtherRepository(string Location) : Problem(Failure.Usage, Location);
