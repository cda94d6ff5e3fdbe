namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>A daily time window with its own limits.</summary>
/// <param name="From">Start of the window, inclusive, in local time.</param>
/// <param name="Until">End of the window, exclusive; earlier than <paramref name="From"/> for a window across midnight.</param>
/// <param name="Upload">Upload rate in bytes per second; null means unlimited.</param>
/// <param name="Download">Download rate in bytes per second; null means unlimited.</param>
public sealed record BandwidthWindow(TimeOnly From, TimeOnly Until, long? Upload, long? Download)
{
    internal bool Holds(TimeOnly time) => time.IsBetween(From, Until);
}
