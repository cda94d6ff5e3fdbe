using Archivist.Operations.Configuration;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Planning;

namespace Archivist.Operations.Auditing;

/// <summary>What auditing costs by the prices of vendors, and how much it may cost. Immutable.</summary>
/// <param name="prices">The tables.</param>
/// <param name="replicas">The replicas of the settings, which name their vendors.</param>
/// <param name="most">The limit for one audit of one replica, in the currency of its vendor's prices; null for none.</param>
internal sealed class AuditCosts(PriceTable prices, IReadOnlyList<ReplicaSettings> replicas, decimal? most)
{
    /// <summary>Reads the tables of prices, and takes the limit of the request before that of the settings.</summary>
    internal static async Task<AuditCosts> ReadAsync(AuditRequest request, ArchivistSettings? settings, CancellationToken cancellationToken) =>
        new(await PriceTable.ReadAsync(settings?.Archive.Prices, cancellationToken), settings?.Replicas ?? [], request.MostCost ?? settings?.Audit.MaxCost);

    /// <summary>The vendor that the settings claim; null for an address that they do not name.</summary>
    internal string? VendorOf(string replica) => replicas.FirstOrDefault(other => other.Name == replica)?.Vendor;

    /// <summary>The prices of the vendor of a replica; null for a directory, which costs nothing, and where they are not known.</summary>
    internal VendorPrices? PricesOf(string replica, string address) => IsServer(address) && VendorOf(replica) is { } vendor ? prices.Find(vendor) : null;

    /// <summary>The limit for a replica; null where there is none, or no prices to reckon with.</summary>
    internal AuditBudget? BudgetOf(string replica, string address) => most is { } limit && PricesOf(replica, address) is { } found ? new AuditBudget(found, limit) : null;

    /// <summary>Whether requests are made to read what is there.</summary>
    internal static bool IsServer(string address) => RepositoryAddress.Parse(address).Kind is not AddressKind.Directory;
}
