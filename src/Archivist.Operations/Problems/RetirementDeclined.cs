using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The operator declined to retire a replica.</summary>
public sealed record RetirementDeclined(string Replica) : Problem(Failure.Usage, Replica);
