using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>Where a copy of the ledger should be is something that its key has not signed.</summary>
public sealed record LedgerCopyForeign(string Location, CheckpointFault Fault, string KeyName, uint KeyId) : Problem(Failure.Tampering, Location);
