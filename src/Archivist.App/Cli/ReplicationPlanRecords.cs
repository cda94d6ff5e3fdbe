using Archivist.Operations.Replicating;
using Archivist.Replicas.Planning;

namespace Archivist.App.Cli;

/// <summary>One line for each replica of a plan; <c>null</c> for what is not known.</summary>
internal sealed record ReplicationPlanRecord(
    string Type, string Replica, string Location, string? Vendor, long Objects, long Bytes, long BytesTotal, long? Puts, long? Lists, long? Reads, double? Seconds, string? Currency, decimal? CostOnce,
    decimal? CostMonthlyAdded, decimal? CostMonthly, DateOnly? PricesAsOf)
{
    internal static ReplicationPlanRecord Of(PlannedReplica replica) => new(
        "replication_plan", replica.Name, replica.Location, replica.Vendor, replica.Plan!.Objects, replica.Plan.Bytes, replica.Plan.BytesTotal, replica.Plan.Requests?.Puts, replica.Plan.Requests?.Lists,
        replica.Plan.Requests?.Reads, replica.Time?.TotalSeconds, replica.Cost?.Currency, replica.Cost?.Once, replica.Cost?.MonthlyAdded, replica.Cost?.Monthly, replica.Cost?.Prices.AsOf);
}

/// <summary>What is read for all replicas of a plan; <c>null</c> for what is not known.</summary>
internal sealed record ReplicationSourceRecord(
    string Type, string? Replica, string Location, string? Vendor, long Objects, long Bytes, long? Lists, long? Reads, string? Currency, decimal? Cost, DateOnly? PricesAsOf)
{
    internal static ReplicationSourceRecord Of(PlannedSource source) => new(
        "replication_source", source.Replica, source.Location, source.Vendor, source.Reads.Objects, source.Reads.Bytes, source.Reads.Requests?.Lists, source.Reads.Requests?.Reads,
        source.Prices?.Currency, source.Cost, source.Prices?.AsOf);
}

internal sealed record CostRecord(string Currency, decimal Once, decimal MonthlyAdded, decimal Monthly);

/// <summary>The last line of a plan of several replicas. Amounts of different currencies are not added.</summary>
internal sealed record ReplicationPlanTotalRecord(string Type, long Objects, long Bytes, IReadOnlyList<CostRecord> Costs, int Unpriced)
{
    internal static ReplicationPlanTotalRecord Of(PlanReplicationResult result) => new(
        "replication_plan_total", result.Replicas.Sum(replica => replica.Plan?.Objects ?? 0), result.Replicas.Sum(replica => replica.Plan?.Bytes ?? 0),
        [.. result.Replicas.Select(replica => replica.Cost).Append(CostOf(result.Source)).OfType<TransferCost>().GroupBy(cost => cost.Currency).OrderBy(ofOne => ofOne.Key, StringComparer.Ordinal)
            .Select(ofOne => new CostRecord(ofOne.Key, ofOne.Sum(cost => cost.Once), ofOne.Sum(cost => cost.MonthlyAdded), ofOne.Sum(cost => cost.Monthly)))],
        result.Replicas.Count(replica => replica is { Plan: not null, Cost: null }));

    /// <summary>Reading a source is paid once.</summary>
    private static TransferCost? CostOf(PlannedSource source) => source is { Cost: { } cost, Prices: { } prices } ? new TransferCost(prices.Currency, cost, 0, 0, prices) : null;
}
