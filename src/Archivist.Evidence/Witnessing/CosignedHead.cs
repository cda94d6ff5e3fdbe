namespace Archivist.Evidence.Witnessing;

/// <summary>A head of a ledger that a witness cosigned.</summary>
/// <param name="Witness">The key of the witness.</param>
/// <param name="Head">The head.</param>
/// <param name="Time">When, by the clock of the witness.</param>
public sealed record CosignedHead(NoteKey Witness, LedgerHead Head, DateTimeOffset Time);
