using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A ledger has entries and no checkpoint.</summary>
public sealed record LedgerCheckpointMissing(string Folder) : Problem(Failure.Tampering, Folder);
