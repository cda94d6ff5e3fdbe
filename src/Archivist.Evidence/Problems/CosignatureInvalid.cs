using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>What is kept as cosigned by a witness is not signed by the ledger's key and by the witness.</summary>
public sealed record CosignatureInvalid(string File, string Witness) : Problem(Failure.Tampering, File);
