using Archivist.Images.Model;

namespace Archivist.Discs.Rescue;

/// <summary>What one source of a rescue gave.</summary>
/// <param name="Source">Its path.</param>
/// <param name="Sectors">Sectors that came from it.</param>
/// <param name="FailedSectors">Sectors that were asked of it and that it did not give.</param>
/// <param name="Elapsed">How long it was read.</param>
public sealed record SourceReading(string Source, long Sectors, long FailedSectors, TimeSpan Elapsed)
{
    /// <summary>Bytes a second; 0 when nothing was read.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? Sectors * (double)Sector.Size / Elapsed.TotalSeconds : 0;
}
