using Archivist.Replicas.Planning;

namespace Archivist.Replicas.Auditing;

/// <summary>What an audit of one replica takes when nothing is wrong with it: each finding costs some requests and reads more. Immutable.</summary>
/// <param name="Objects">Objects that are read whole, without the configuration.</param>
/// <param name="Ranges">Random ranges that are read.</param>
/// <param name="Digests">Objects whose digest the service is asked for, at most: a service that states none is not asked for all of them.</param>
/// <param name="Bytes">Bytes that are read.</param>
/// <param name="Requests">The requests of inventory, look-ups and reads.</param>
public sealed record AuditEstimate(long Objects, int Ranges, long Digests, long Bytes, RequestCounts Requests)
{
    /// <summary>Objects that the plan wants read now and the limit of the cost leaves for later; 0 without a limit.</summary>
    public long ObjectsDeferred { get; init; }

    /// <summary>Bytes in them.</summary>
    public long BytesDeferred { get; init; }

    /// <summary>Ranges that the limit of the cost leaves out.</summary>
    public int RangesDeferred { get; init; }

    /// <summary>What it costs at most by a vendor's prices, in their currency: free allowances are not taken off.</summary>
    public decimal CostBy(VendorPrices prices) => prices.PriceOf(Requests, Bytes);
}
