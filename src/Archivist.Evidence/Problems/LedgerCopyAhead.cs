using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A copy has more entries than the ledger: the ledger was rolled back.</summary>
public sealed record LedgerCopyAhead(string Location, long Theirs, long Entries) : Problem(Failure.Tampering, Location);
