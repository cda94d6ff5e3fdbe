namespace Archivist.Reports.Runs;

/// <summary>The placement policy: what is wanted and what was counted.</summary>
/// <param name="Rules">One for each thing that is counted.</param>
public sealed record PolicyReport(IReadOnlyList<PolicyRule> Rules)
{
    /// <summary>Every rule is met.</summary>
    public bool Met => Rules.All(rule => rule.Met);

    /// <summary>The four rules of the policy, counted over the good copies; the local repository is none of them.</summary>
    public static PolicyReport Count(int copies, int vendors, int geographies, int offline, IReadOnlyCollection<CopyReport> all)
    {
        var good = all.Where(copy => copy.Good).ToList();
        return new PolicyReport(
        [
            new PolicyRule("copies", copies, good.Count),
            new PolicyRule("vendors", vendors, Distinct(good.Select(copy => copy.Vendor))),
            new PolicyRule("geographies", geographies, Distinct(good.Select(copy => copy.Geography))),
            new PolicyRule("offline", offline, good.Count(copy => copy.Offline)),
        ]);

        static int Distinct(IEnumerable<string> words) => words.Distinct(StringComparer.OrdinalIgnoreCase).Count();
    }
}
