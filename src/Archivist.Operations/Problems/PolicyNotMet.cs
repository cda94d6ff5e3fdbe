using Archivist.Platform.Problems;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Problems;

/// <summary>There are fewer replicas than the policy asks for; the rules that are not met.</summary>
public sealed record PolicyNotMet(IReadOnlyList<PolicyRule> Rules) : Problem(Failure.BelowPolicy, "policy");
