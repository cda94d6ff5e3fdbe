using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The ledger knows no snapshot of a repository.</summary>
public sealed record NoSnapshotInLedger(string Repository) : Problem(Failure.Usage, Repository);
