using Archivist.Platform.Problems;

namespace Archivist.Evidence;

/// <summary>The result of verifying a whole ledger.</summary>
/// <param name="Head">The head, when its signature holds; otherwise null.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Findings">Empty when everything matches the signed head.</param>
public sealed record LedgerVerification(LedgerHead? Head, long Entries, IReadOnlyList<Problem> Findings)
{
    /// <summary>True when everything matches the signed head.</summary>
    public bool IsGood => Findings.Count == 0;
}
