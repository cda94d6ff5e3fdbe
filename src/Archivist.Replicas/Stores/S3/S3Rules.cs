using Amazon.S3;
using Amazon.S3.Model;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.S3;

/// <summary>What the lifecycle rules of a bucket mean for one repository in it (Amazon S3 User Guide, "Lifecycle configuration elements").</summary>
internal static class S3Rules
{
    /// <summary>The effects of those rules that are in force and concern objects at <paramref name="at"/>.</summary>
    internal static IReadOnlyList<BucketRule> Concerning(S3Location at, IEnumerable<LifecycleRule> rules) =>
        [.. rules.Where(rule => rule.Status == LifecycleRuleStatus.Enabled).SelectMany(rule => EffectsOf(rule, at))];

    private static IEnumerable<BucketRule> EffectsOf(LifecycleRule rule, S3Location at)
    {
        var prefix = PrefixOf(rule);
        // Locks are made and removed all the time, and objects of ours have no tags.
        if (!Overlaps(prefix, at.Prefix) || prefix.StartsWith(at.FolderOf(ObjectKind.Lock), StringComparison.Ordinal) || WantsTags(rule))
            yield break;
        var (name, isForPacks) = (rule.Id ?? "", prefix.StartsWith(at.FolderOf(ObjectKind.Pack), StringComparison.Ordinal));
        if (rule.Expiration is { } expiration && (expiration.Days is > 0 || expiration.Date is not null))
            yield return new BucketRule(name, BucketRuleEffect.Removes, Positive(expiration.Days)) { IsForPacks = isForPacks };
        foreach (var move in rule.Transitions ?? [])
            yield return new BucketRule(name, BucketRuleEffect.Moves, move.Date is null ? move.Days ?? 0 : null, move.StorageClass?.Value) { IsForPacks = isForPacks };
        if (rule.NoncurrentVersionExpiration?.NoncurrentDays is { } days)
            yield return new BucketRule(name, BucketRuleEffect.RemovesOldVersions, days) { IsForPacks = isForPacks };
    }

    private static int? Positive(int? days) => days is > 0 ? days : null;

    private static bool Overlaps(string one, string other) => one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    /// <summary>Older services have the prefix beside the filter, and the SDK has it in several places.</summary>
    private static string PrefixOf(LifecycleRule rule) =>
#pragma warning disable CS0618 // Services answer in the form that the rule was put in.
        Predicates(rule).OfType<LifecyclePrefixPredicate>().FirstOrDefault()?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Filter?.Prefix ?? rule.Prefix ?? "";
#pragma warning restore CS0618

    private static bool WantsTags(LifecycleRule rule) =>
        Predicates(rule).OfType<LifecycleTagPredicate>().Any() || rule.Filter?.Tag is not null || rule.Filter?.And?.Tags is { Count: > 0 };

    private static IEnumerable<LifecycleFilterPredicate> Predicates(LifecycleRule rule) => rule.Filter?.LifecycleFilterPredicate switch
    {
        null => [],
        LifecycleAndOperator both => both.Operands ?? [],
        var one => [one],
    };
}
