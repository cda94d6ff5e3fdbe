using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The copy of the ledger that was planned for discs is missing.</summary>
public sealed record LedgerCopyMissing(string Folder) : Problem(Failure.Findings, Folder);
