using Archivist.Platform.Problems;

namespace Archivist.Evidence;

/// <summary>What reading a whole ledger has shown.</summary>
/// <param name="Head">The head, when its signature holds; otherwise null.</param>
/// <param name="Entries">How many entries were read.</param>
/// <param name="Findings">Empty when everything is as it was signed.</param>
public sealed record LedgerVerification(LedgerHead? Head, long Entries, IReadOnlyList<Problem> Findings)
{
    /// <summary>Everything is as it was signed.</summary>
    public bool IsGood => Findings.Count == 0;
}
