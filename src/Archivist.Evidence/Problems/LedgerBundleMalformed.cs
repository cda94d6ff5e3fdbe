using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A file of the ledger is not a bundle of this number of entries.</summary>
public sealed record LedgerBundleMalformed(string File, int Entries) : Problem(Failure.Tampering, File);
