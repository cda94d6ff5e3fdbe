using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A copy has another history than the ledger.</summary>
public sealed record LedgerCopyContradicts(string Location, long Entries) : Problem(Failure.Tampering, Location);
