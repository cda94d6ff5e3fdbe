namespace Archivist.Operations.Configuration;

/// <summary>How replicas are audited.</summary>
/// <param name="Memory">The SQLite database with what was read.</param>
/// <param name="Ranges">Random ranges per replica and audit, 0 or more.</param>
/// <param name="Period">Within this time every object is read whole.</param>
/// <param name="MaxCost">What one audit of one replica may cost, in the currency of the prices of its vendor, 0 or more; null for no limit.</param>
/// <param name="DiscPeriod">A disc counts as a copy for this time after it was read back.</param>
internal sealed record AuditSettings(string Memory, int Ranges, TimeSpan Period, decimal? MaxCost, TimeSpan DiscPeriod)
{
    /// <summary>A database beside the memory: <c>alice.audits.sqlite</c> has <c>alice.runs.sqlite</c> beside it.</summary>
    /// <param name="kind">What it holds, such as <c>runs</c>.</param>
    internal string Beside(string kind)
    {
        const string audits = ".audits.sqlite";
        return $"{(Memory.EndsWith(audits, StringComparison.Ordinal) ? Memory[..^audits.Length] : Memory)}.{kind}.sqlite";
    }
}
