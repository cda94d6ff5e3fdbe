namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>How fast a store may be written and read, in bytes per second; null means without limit.</summary>
public sealed record BandwidthLimits
{
    /// <summary>Bytes per second of content that is put, outside all windows.</summary>
    public long? Upload { get; init; }

    /// <summary>Bytes per second of content that is read, outside all windows.</summary>
    public long? Download { get; init; }

    /// <summary>Times of the day with limits of their own; the first that holds a moment counts.</summary>
    public IReadOnlyList<BandwidthWindow> Windows { get; init; } = [];

    internal (long? Upload, long? Download) At(TimeOnly time) =>
        Windows.FirstOrDefault(window => window.Holds(time)) is { } found ? (found.Upload, found.Download) : (Upload, Download);
}
