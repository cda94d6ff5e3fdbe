using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Planning;

namespace Archivist.Operations.Auditing;

/// <summary>What an audit of one replica would take. Immutable.</summary>
/// <param name="Name">Its name, or its address where it has none.</param>
/// <param name="Location">Where it is, without credentials.</param>
public sealed record PlannedAudit(string Name, string Location)
{
    /// <summary>The vendor that the settings claim; null for a typed address.</summary>
    public string? Vendor { get; init; }

    /// <summary>It is on a server, whose requests count; false for a directory, which costs nothing.</summary>
    public bool IsServer { get; init; }

    /// <summary>What would be read; null when that could not be found out.</summary>
    public AuditEstimate? Estimate { get; init; }

    /// <summary>The prices that its cost is reckoned with; null for a directory, and where none of its vendor are known.</summary>
    public VendorPrices? Prices { get; init; }

    /// <summary>What it costs in the currency of the prices; null when no prices are known.</summary>
    public decimal? Cost => Prices is null ? null : Estimate?.CostBy(Prices);

    /// <summary>Why it could not be planned; null when it was.</summary>
    public ArchivistException? Failure { get; init; }
}
