namespace Archivist.Replicas.Stores.Wrappers;

/// <summary>A time of the day with limits of its own.</summary>
/// <param name="From">The first moment, in local time.</param>
/// <param name="Until">The first moment after it; before <paramref name="From"/> when the window passes midnight.</param>
/// <param name="Upload">Bytes per second of content that is put; null means without limit.</param>
/// <param name="Download">Bytes per second of content that is read; null means without limit.</param>
public sealed record BandwidthWindow(TimeOnly From, TimeOnly Until, long? Upload, long? Download)
{
    internal bool Holds(TimeOnly time) => time.IsBetween(From, Until);
}
