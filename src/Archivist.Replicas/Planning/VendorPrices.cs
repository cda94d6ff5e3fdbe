namespace Archivist.Replicas.Planning;

/// <summary>What one vendor charges, in one currency and without taxes, free allowances or discounts. Immutable.</summary>
/// <param name="Vendor">The vendor's name, compared case-insensitively.</param>
/// <param name="Currency">As ISO 4217 names it, such as <c>USD</c>; never converted.</param>
/// <param name="AsOf">When the prices were looked up.</param>
public sealed record VendorPrices(string Vendor, string Currency, DateOnly AsOf)
{
    /// <summary>Price of 10^12 bytes for a month.</summary>
    public decimal StoragePerTerabyteMonth { get; init; }

    /// <summary>Price of a million requests that store.</summary>
    public decimal PutsPerMillion { get; init; }

    /// <summary>Price of a million requests that list.</summary>
    public decimal ListsPerMillion { get; init; }

    /// <summary>Price of a million requests that read or look up.</summary>
    public decimal ReadsPerMillion { get; init; }

    /// <summary>Price of reading 10^12 bytes over the Internet, retrieval included.</summary>
    public decimal EgressPerTerabyte { get; init; }

    /// <summary>What the figures do not show, such as a least duration; null without anything.</summary>
    public string? Note { get; init; }

    /// <summary>Price of bytes for a month.</summary>
    internal decimal StorageOf(long bytes) => bytes / Terabyte * StoragePerTerabyteMonth;

    /// <summary>Price of requests, and of the bytes that they bring.</summary>
    internal decimal PriceOf(RequestCounts requests, long bytesRead) =>
        ((requests.Puts * PutsPerMillion) + (requests.Lists * ListsPerMillion) + (requests.Reads * ReadsPerMillion)) / Million + (bytesRead / Terabyte * EgressPerTerabyte);

    private const decimal Terabyte = 1_000_000_000_000m, Million = 1_000_000m;
}
