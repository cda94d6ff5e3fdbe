using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Stores;

namespace Archivist.App.Messages;

/// <summary>English for how buckets are set.</summary>
internal static class BucketWords
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        BucketVersioningStopped(var replica, var now) => new Message($"replica {replica}: its bucket kept old versions; versioning is {now.ToString().ToLowerInvariant()} now", Accept(replica)),
        BucketLockGone(var replica) => new Message($"replica {replica}: its bucket had an object lock, and has none now", Accept(replica)),
        BucketRetentionWeaker(var replica, var before, var now) => new Message(
            $"replica {replica}: its bucket locked new objects for {Of(before)}; now {(now is null ? "it locks none by itself" : $"it does so for {Of(now)}")}", Accept(replica)),
        BucketRuleHarms(var replica, { Effect: BucketRuleEffect.Removes } rule) => new Message(
            $"replica {replica}: {NameOf(rule)} of its bucket deletes objects of the repository {When(rule)}", "Remove that rule, or exclude the repository from it: copies must not expire."),
        BucketRuleHarms(var replica, var rule) => new Message(
            $"replica {replica}: {NameOf(rule)} of its bucket moves objects of the repository to {rule.StorageClass} {When(rule)}, where nothing can read them",
            "Restrict that rule to the packs, whose keys begin with data/ below the repository, or remove it."),
        _ => null,
    };

    /// <summary>A retention, such as <c>30 days (compliance)</c>.</summary>
    internal static string Of(BucketRetention retention) => $"{Quantity.Count(retention.Days, "day", "days")} ({(retention.IsCompliance ? "compliance" : "governance")})";

    private static string NameOf(BucketRule rule) => rule.Name.Length > 0 ? $"the lifecycle rule '{rule.Name}'" : "a lifecycle rule";

    private static string When(BucketRule rule) => rule.Days is { } days ? $"after {Quantity.Count(days, "day", "days")}" : "on a date";

    private static string Accept(string replica) => $"Set it as it was, or accept it with 'archivist replica test {replica}'.";
}
