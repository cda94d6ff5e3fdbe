using Archivist.App.Messages;
using Archivist.Operations.Adding;
using Archivist.Operations.Probing;
using Archivist.Operations.Retention;
using Archivist.Operations.Retiring;
using Archivist.Replicas.Probing;
using Archivist.Replicas.Stores;

namespace Archivist.App.Cli;

/// <summary>One line for each replica of the settings.</summary>
internal sealed record ReplicaRecord(
    string Type, string Name, string Address, string Vendor, string Geography, string Jurisdiction, string? Backbone, string? Account, string Medium, bool Offline, DateTimeOffset? LastSeen,
    IReadOnlyDictionary<string, string> Capabilities)
{
    internal static ReplicaRecord Of(ListedReplica replica) => new(
        "replica", replica.Name, replica.Address, replica.Vendor, replica.Geography, replica.Jurisdiction, replica.Backbone, replica.Account, replica.Medium, replica.IsOffline, replica.LastSeen,
        replica.Capabilities);
}

internal sealed record ProbeStepRecord(string Request, bool? Worked, double Ms, string? Error)
{
    internal static ProbeStepRecord Of(ProbeStep step) => new(
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(step.Request.ToString()), step.Worked, step.Elapsed.TotalMilliseconds,
        step.Cause is { } cause ? CommandLineMessages.Instance.Of(cause) : null);
}

internal sealed record BucketRuleRecord(string Name, string Effect, int? Days, string? StorageClass, bool PacksOnly, bool IsHarmful)
{
    internal static BucketRuleRecord Of(BucketRule rule) => new(rule.Name, BucketRecord.NameOf(rule.Effect), rule.Days, rule.StorageClass, rule.IsForPacks, rule.IsHarmful);
}

internal sealed record StorageClassRecord(string Name, bool? IsCold);

/// <summary>What is known of a bucket; <c>null</c> for what is not.</summary>
internal sealed record BucketRecord(
    string? Versioning, bool? ObjectLock, string? LockMode, int? LockDays, bool SettingsHidden, IReadOnlyList<BucketRuleRecord>? Rules, IReadOnlyList<StorageClassRecord>? StorageClasses,
    bool? ConditionalPut, bool? StatesSha256)
{
    internal static BucketRecord Of(BucketFeatures bucket) => new(
        bucket.Settings?.Versioning is { } versioning ? NameOf(versioning) : null, bucket.Settings?.HasLock, bucket.Settings?.Retention is { } retention ? retention.IsCompliance ? "compliance" : "governance" : null,
        bucket.Settings?.Retention?.Days, bucket.Settings?.IsHidden is true, bucket.Settings?.Rules is { } rules ? [.. rules.Select(BucketRuleRecord.Of)] : null,
        bucket.Classes is { } classes ? [.. classes.Select(one => new StorageClassRecord(one.Name, one.IsCold))] : null, bucket.ObeysConditions, bucket.StatesDigests);

    internal static string NameOf<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>One line for each replica that was tested.</summary>
internal sealed record ReplicaTestRecord(
    string Type, string Replica, string Location, string Kind, bool IsGood, string? Error, bool? Writes, bool? Reads, bool? Ranges, bool? RefusesPastEnd, bool? ListsAtOnce, bool? RefusesExisting,
    bool? ChecksContent, bool? Removes, BucketRecord? Bucket, double? FirstRequestMs, IReadOnlyList<string> LeftBehind, IReadOnlyList<ProbeStepRecord> Steps)
{
    internal static ReplicaTestRecord Of(TestedReplica replica) => new(
        "replica_test", replica.Name, replica.Location, replica.Kind.ToString().ToLowerInvariant(), replica.IsGood,
        replica.Failure is { } failure ? CommandLineMessages.Instance.Of(failure.Problem).Sentence : null,
        replica.Outcome?.Writes, replica.Outcome?.Reads, replica.Outcome?.Ranges, replica.Outcome?.RefusesPastEnd, replica.Outcome?.ListsAtOnce, replica.Outcome?.RefusesExisting,
        replica.Outcome?.ChecksContent, replica.Outcome?.Removes, replica.Outcome?.Bucket is { } bucket ? BucketRecord.Of(bucket) : null, replica.FirstRequest?.TotalMilliseconds,
        [.. (replica.Outcome?.LeftBehind ?? []).Select(name => name.ToString())], [.. (replica.Outcome?.Steps ?? []).Select(ProbeStepRecord.Of)]);
}

/// <summary>One line for each replica that was pruned, or would be.</summary>
internal sealed record ReplicaPrunedRecord(string Type, string Replica, bool DryRun, string? Error, long Objects, long Bytes, long Waiting, long WaitingBytes)
{
    internal static ReplicaPrunedRecord Of(PrunedReplica replica, bool isDryRun) => new(
        "replica_pruned", replica.Name, isDryRun, replica.Failure is { } failure ? CommandLineMessages.Instance.Of(failure.Problem).Sentence : null,
        replica.Removable.Count, replica.Removable.Sum(item => item.Length), replica.Waiting.Count, replica.Waiting.Sum(item => item.Length));
}

/// <summary>A replica that was added.</summary>
internal sealed record ReplicaAddedRecord(
    string Type, string Replica, string Address, string Settings, bool Adopted, long Objects, long Bytes, int Ranges, long ObjectsRead, long BytesRead, IReadOnlyList<PolicyRuleRecord> Policy)
{
    internal static ReplicaAddedRecord Of(AddReplicaResult added)
    {
        var audit = added.Audit.Outcome!;
        return new ReplicaAddedRecord(
            "replica_added", added.Name, added.Address, added.SettingsFile, added.IsAdopted, audit.Objects, audit.Bytes, audit.Ranges, audit.ObjectsRead, audit.BytesRead,
            [.. added.Policy.Select(PolicyRuleRecord.Of)]);
    }
}

/// <summary>A replica that was retired, or would be.</summary>
internal sealed record ReplicaRetiredRecord(string Type, string Replica, string Address, string Settings, bool DryRun, IReadOnlyList<PolicyRuleRecord> Policy)
{
    internal static ReplicaRetiredRecord Of(RetireReplicaResult retired, bool isDryRun) => new(
        "replica_retired", retired.Plan.Name, retired.Plan.Address, retired.SettingsFile, isDryRun, [.. retired.Plan.Policy.Select(PolicyRuleRecord.Of)]);
}
