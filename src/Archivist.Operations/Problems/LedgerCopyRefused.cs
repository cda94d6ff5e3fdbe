using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A peer refused a file of the copy of the ledger.</summary>
public sealed record LedgerCopyRefused(string Location, int Status) : Problem(Failure.Failed, Location);
