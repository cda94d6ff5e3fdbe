namespace Archivist.Evidence;

/// <summary>One thing about a ledger that is not as it was signed.</summary>
/// <param name="Subject">A file of the ledger, or an entry by its number.</param>
/// <param name="Cause">What is wrong with it.</param>
public sealed record LedgerFinding(string Subject, string Cause);
