using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness has cosigned more entries of the ledger than it has: the ledger was rolled back, or its key was used elsewhere.</summary>
public sealed record WitnessAhead(string Folder, string Witness, long Theirs, long Entries) : Problem(Failure.Tampering, Folder);
