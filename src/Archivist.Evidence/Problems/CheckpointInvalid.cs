using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The checkpoint of a ledger cannot be trusted with this key.</summary>
public sealed record CheckpointInvalid(CheckpointFault Fault, string KeyName, uint KeyId) : Problem(Failure.Tampering, "checkpoint");
