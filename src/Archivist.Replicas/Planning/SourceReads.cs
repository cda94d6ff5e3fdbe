namespace Archivist.Replicas.Planning;

/// <summary>
/// What is read from the source at most to bring some replicas up to date: each object once, however many replicas lack it. What a replica that is nearer or faster holds is read there.
/// Immutable.
/// </summary>
/// <param name="Objects">Objects to read.</param>
/// <param name="Bytes">Bytes that are read, the configuration included.</param>
/// <param name="Requests">The requests to its server; null for a directory.</param>
public sealed record SourceReads(long Objects, long Bytes, RequestCounts? Requests)
{
    /// <summary>The cost by a vendor's prices: what reading the source is charged.</summary>
    public decimal CostBy(VendorPrices prices) => Requests is null ? 0 : prices.PriceOf(Requests, Bytes);
}
