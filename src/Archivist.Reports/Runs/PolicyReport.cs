using Archivist.Replicas.Placement;

namespace Archivist.Reports.Runs;

/// <summary>The placement policy: what is wanted and what was counted.</summary>
/// <param name="Rules">One for each thing that is counted.</param>
/// <param name="Met">Every rule is met.</param>
public sealed record PolicyReport(IReadOnlyList<PolicyRule> Rules, bool Met)
{
    /// <summary>Reports what a policy finds about copies.</summary>
    public static PolicyReport Of(IReadOnlyList<PlacementFinding> findings) => new(
        [.. findings.Select(finding => new PolicyRule(finding.Rule.Name, finding.Wanted, finding.Counted, finding.IsMet))],
        findings.All(finding => finding.IsMet));
}
