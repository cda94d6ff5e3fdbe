using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness has cosigned another history of the ledger.</summary>
public sealed record WitnessContradicts(string Folder, string Witness, long Entries) : Problem(Failure.Tampering, Folder);
