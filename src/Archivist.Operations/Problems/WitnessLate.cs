using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A witness has not cosigned the newest entries of the ledger for too long.</summary>
/// <param name="Witness">The name of its key.</param>
/// <param name="Last">When it cosigned last; null for never.</param>
/// <param name="Entries">The number of entries that it cosigned then; 0 for never.</param>
public sealed record WitnessLate(string Witness, DateTimeOffset? Last, long Entries) : Problem(Failure.Findings, Witness);
