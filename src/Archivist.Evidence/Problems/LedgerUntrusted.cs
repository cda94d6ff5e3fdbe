using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A checkpoint cannot be trusted with the key of the ledger.</summary>
public sealed record LedgerUntrusted(string Folder, string File, CheckpointFault Fault, string KeyName, uint KeyId) : Problem(Failure.WrongKey, Folder);
