using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A file of the ledger is missing, or its length is wrong.</summary>
public sealed record LedgerFileUnusable(string File) : Problem(Failure.Tampering, File);
