using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Probing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Probing;

/// <summary>Compares how the bucket of a replica is set with what it was, without writing to it.</summary>
internal static class BucketReview
{
    /// <summary>
    /// Finds what takes objects away, and what protects them less than before, and remembers the rest. What is weaker is not remembered: it stays a finding until it is accepted by a probe.
    /// </summary>
    /// <returns>The findings; empty for a place in no bucket, and where nothing can be known.</returns>
    internal static async Task<IReadOnlyList<Problem>> RunAsync(string replica, IObjectSource store, AuditMemory? memory, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await BucketLook.LookAsync(store, cancellationToken) is not { Settings: not null } features)
            return [];
        var weaker = memory is null ? [] : BucketCapabilities.FindWeaker(replica, memory.LoadCapabilities(replica), features.Settings);
        memory?.RefreshCapabilities(replica, BucketCapabilities.Of(features).Where(group => weaker.All(finding => !group.Names.Contains(finding.Name))), clock.GetUtcNow());
        return [.. FindHarmful(replica, features), .. weaker.Select(finding => finding.Problem)];
    }

    /// <summary>The rules that take objects away.</summary>
    internal static IEnumerable<Problem> FindHarmful(string replica, BucketFeatures features) => features.HarmfulRules.Select(rule => new BucketRuleHarms(replica, rule));
}
