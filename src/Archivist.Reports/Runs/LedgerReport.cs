namespace Archivist.Reports.Runs;

/// <summary>The head of the ledger, to be kept on paper: its owner notices when history is rewritten.</summary>
/// <param name="Origin">Which ledger.</param>
/// <param name="Size">How many entries.</param>
/// <param name="Root">The root hash, in hexadecimal.</param>
/// <param name="VerifierKey">Checks the signatures of the ledger (C2SP signed-note).</param>
public sealed record LedgerReport(string Origin, long Size, string Root, string VerifierKey);
