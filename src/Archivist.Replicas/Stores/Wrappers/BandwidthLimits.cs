namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>Upload and download limits of a store, in bytes per second; null means unlimited.</summary>
public sealed record BandwidthLimits
{
    /// <summary>Upload rate in bytes per second outside all windows.</summary>
    public long? Upload { get; init; }

    /// <summary>Download rate in bytes per second outside all windows.</summary>
    public long? Download { get; init; }

    /// <summary>Times of day with their own limits; of overlapping windows the first applies.</summary>
    public IReadOnlyList<BandwidthWindow> Windows { get; init; } = [];

    internal (long? Upload, long? Download) At(TimeOnly time) =>
        Windows.FirstOrDefault(window => window.Holds(time)) is { } found ? (found.Upload, found.Download) : (Upload, Download);
}
