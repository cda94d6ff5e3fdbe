using Archivist.Replicas.Planning;

namespace Archivist.Operations.Replicating;

/// <summary>What is read to bring replicas up to date. Immutable.</summary>
/// <param name="Replica">The name of the replica that is read; null for the repository.</param>
/// <param name="Location">Where it is, without credentials.</param>
/// <param name="Reads">What is read there.</param>
public sealed record PlannedSource(string? Replica, string Location, SourceReads Reads)
{
    /// <summary>The vendor that the settings claim; null for the repository and for a typed address.</summary>
    public string? Vendor { get; init; }

    /// <summary>The prices that its cost is reckoned with; null when none of its vendor are known.</summary>
    public VendorPrices? Prices { get; init; }

    /// <summary>What reading it costs in the currency of the prices; null when no prices are known.</summary>
    public decimal? Cost => Prices is null ? null : Reads.CostBy(Prices);
}
