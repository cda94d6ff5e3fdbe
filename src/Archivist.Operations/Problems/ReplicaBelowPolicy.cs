using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Replicas that need repair, or could not be audited, leave fewer good copies than the placement policy asks for.</summary>
/// <param name="Good">Copies that are good.</param>
/// <param name="Wanted">Copies that the policy asks for.</param>
/// <param name="Rules">The names of the rules that are not met.</param>
public sealed record ReplicaBelowPolicy(int Good, int Wanted, IReadOnlyList<string> Rules) : Problem(Failure.BelowPolicy, "policy");
