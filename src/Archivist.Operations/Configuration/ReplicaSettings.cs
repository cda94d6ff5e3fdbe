using Archivist.Replicas.Placement;

namespace Archivist.Operations.Configuration;

/// <summary>One place that holds a full copy, and the failure domains that the settings claim for it.</summary>
/// <param name="Name">Unique among the replicas.</param>
/// <param name="Url">An absolute directory, or the address of a server; never with credentials.</param>
/// <param name="Vendor">Who runs it.</param>
/// <param name="Geography">Where it is, such as <c>FR/Paris</c>.</param>
/// <param name="Backbone">Which network it hangs on, such as <c>AS12876</c>; null when that is not known.</param>
internal sealed record ReplicaSettings(string Name, string Url, string Vendor, string Geography, string? Backbone)
{
    /// <summary>Whose law it is under: what the settings say, or the part of the geography before the slash.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>The account that can delete it; null when that is not known.</summary>
    public string? Account { get; init; }

    /// <summary>The kind of medium: what the settings say, or <c>disk</c> for a directory and <c>server</c> for a server.</summary>
    public required string Medium { get; init; }

    /// <summary>No network reaches it, and it is connected only while it is filled or audited.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The service fills it as soon as it appears.</summary>
    public bool FillsWhenConnected { get; init; }

    /// <summary>It is not filled or audited by schedules, nor filled by <c>replicate</c>, while the network is metered.</summary>
    public bool WaitsWhileMetered { get; init; }

    /// <summary>What reading one GiB costs, in one currency for all replicas; null when that is not known.</summary>
    public decimal? PricePerGiB { get; init; }

    /// <summary>How it is spoken to when it is on a server.</summary>
    public ReplicaAccess Access { get; init; } = ReplicaAccess.None;

    /// <summary>How the servers of its shares are spoken to; none unless it is striped.</summary>
    public ShareAccesses ShareAccesses { get; init; } = ShareAccesses.None;

    /// <summary>The number of lost shares, at least 1, from which a striped replica is striped again without them.</summary>
    public int RestripeLost { get; init; } = 1;

    /// <summary>How long a share is missing before it is lost.</summary>
    public TimeSpan RestripeAfter { get; init; } = TimeSpan.FromDays(14);

    /// <summary>This replica as a copy for the placement policy.</summary>
    public PlacedCopy Placed(bool isGood) => new(Vendor, Geography, IsOffline, isGood) { Jurisdiction = Jurisdiction, Backbone = Backbone, Account = Account, Medium = Medium };
}
