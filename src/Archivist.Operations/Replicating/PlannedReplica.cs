using Archivist.Platform.Problems;
using Archivist.Replicas.Planning;

namespace Archivist.Operations.Replicating;

/// <summary>What bringing one replica up to date takes. Immutable.</summary>
/// <param name="Name">Its name, or its address where it has none.</param>
/// <param name="Location">Where it is, without credentials.</param>
public sealed record PlannedReplica(string Name, string Location)
{
    /// <summary>The vendor that the settings claim; null for a typed address.</summary>
    public string? Vendor { get; init; }

    /// <summary>What is to be copied; null when that could not be found out.</summary>
    public TransferPlan? Plan { get; init; }

    /// <summary>What it costs; null when no prices of its vendor are known.</summary>
    public TransferCost? Cost { get; init; }

    /// <summary>How long it takes at the rate of the last copy; null when that is not known.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Why it could not be planned; null when it was.</summary>
    public ArchivistException? Failure { get; init; }
}
