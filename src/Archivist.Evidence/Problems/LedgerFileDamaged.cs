using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A file of the ledger is missing or damaged.</summary>
public sealed record LedgerFileDamaged(string Folder, string File) : Problem(Failure.Tampering, Folder);
