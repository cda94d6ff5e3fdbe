using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The ledger has no snapshot.</summary>
public sealed record NoSnapshotTaken() : Problem(Failure.Findings, "snapshot");
