namespace Archivist.Replicas.Planning;

/// <summary>What it takes to bring one replica up to date. Immutable.</summary>
/// <param name="Objects">Objects to copy.</param>
/// <param name="Bytes">Bytes in them.</param>
/// <param name="BytesTotal">Bytes of the repository that the replica then holds.</param>
/// <param name="Requests">The requests to its server; null for a directory.</param>
public sealed record TransferPlan(long Objects, long Bytes, long BytesTotal, RequestCounts? Requests)
{
    /// <summary>The cost by a vendor's prices: to copy, nothing is read from it but its configuration.</summary>
    public TransferCost CostBy(VendorPrices prices) => new(
        prices.Currency, Requests is null ? 0 : prices.PriceOf(Requests, bytesRead: 0), prices.StorageOf(Bytes), prices.StorageOf(BytesTotal), prices);
}
