using System.Globalization;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Probing;
using Archivist.Replicas.Stores;

namespace Archivist.Operations.Probing;

/// <summary>What a bucket does, in the names and values of docs/formats/audits.md.</summary>
internal static class BucketCapabilities
{
    private const string Versioning = "versioning", ObjectLock = "object_lock", LockMode = "lock_mode", LockDays = "lock_days", Compliance = "compliance", Yes = "yes", No = "no";

    /// <summary>Everything that is known, in groups whose names replace each other: what a group does not name is not so.</summary>
    internal static IReadOnlyList<(IReadOnlyList<string> Names, IReadOnlyList<(string Name, string Value)> Values)> Of(BucketFeatures features)
    {
        var groups = new List<(IReadOnlyList<string> Names, IReadOnlyList<(string Name, string Value)> Values)>();
        if (features.Settings is { Versioning: { } versioning })
            groups.Add(([Versioning], [(Versioning, WordOf(versioning))]));
        if (features.Settings is { HasLock: { } hasLock } settings)
        {
            groups.Add(([ObjectLock, LockMode, LockDays], settings.Retention is not { } retention ? [(ObjectLock, WordOf(hasLock))]
                : [(ObjectLock, WordOf(hasLock)), (LockMode, retention.IsCompliance ? Compliance : "governance"), (LockDays, WordOf(retention.Days))]));
        }

        if (features.Settings is { Rules: { } rules })
            groups.Add((["removes_after_days", "removes_old_versions_after_days", "moves_after_days"], [.. rules.GroupBy(rule => rule.Effect).Select(ofOne => (NameOf(ofOne.Key), WordOf(ofOne.Min(rule => rule.Days ?? 0))))]));
        if (features.Classes is { } classes)
            groups.Add((["storage_classes", "cold"], [("storage_classes", string.Join(',', classes.Select(one => one.Name))), ("cold", WordOf(classes.Any(one => one.IsCold is true)))]));
        if (features.ObeysConditions is { } obeys)
            groups.Add((["conditional_put"], [("conditional_put", WordOf(obeys))]));
        if (features.StatesDigests is { } states)
            groups.Add((["states_sha256"], [("states_sha256", WordOf(states))]));
        return groups;
    }

    /// <summary>Whether a bucket protects less than it did: each problem with the first name of the group that it is about. What is not known now is no change.</summary>
    internal static IReadOnlyList<(string Name, Problem Problem)> FindWeaker(string replica, IReadOnlyDictionary<string, string> before, BucketSettings now)
    {
        var found = new List<(string Name, Problem Problem)>();
        if (before.GetValueOrDefault(Versioning) == WordOf(BucketVersioning.On) && now.Versioning is { } versioning and not BucketVersioning.On)
            found.Add((Versioning, new BucketVersioningStopped(replica, versioning)));
        if (now.HasLock is false && before.GetValueOrDefault(ObjectLock) == Yes)
            found.Add((ObjectLock, new BucketLockGone(replica)));
        else if (now.HasLock is true && RetentionOf(before) is { } retention && !Holds(now.Retention, retention))
            found.Add((ObjectLock, new BucketRetentionWeaker(replica, retention, now.Retention)));
        return found;
    }

    private static bool Holds(BucketRetention? now, BucketRetention before) => now is not null && now.Days >= before.Days && (now.IsCompliance || !before.IsCompliance);

    private static BucketRetention? RetentionOf(IReadOnlyDictionary<string, string> remembered) =>
        remembered.TryGetValue(LockMode, out var mode) && int.TryParse(remembered.GetValueOrDefault(LockDays), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? new BucketRetention(mode == Compliance, days) : null;

    private static string NameOf(BucketRuleEffect effect) => effect switch
    {
        BucketRuleEffect.Removes => "removes_after_days",
        BucketRuleEffect.RemovesOldVersions => "removes_old_versions_after_days",
        _ => "moves_after_days",
    };

    private static string WordOf(bool value) => value ? Yes : No;

    private static string WordOf(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string WordOf(BucketVersioning versioning) => versioning.ToString().ToLowerInvariant();
}
