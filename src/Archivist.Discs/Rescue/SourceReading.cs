using Archivist.Images.Model;

namespace Archivist.Discs.Rescue;

/// <summary>The sectors that one source of a rescue contributed.</summary>
/// <param name="Source">Its path.</param>
/// <param name="Sectors">Sectors that came from it.</param>
/// <param name="FailedSectors">Sectors that could not be read from it.</param>
/// <param name="Elapsed">How long it was read.</param>
public sealed record SourceReading(string Source, long Sectors, long FailedSectors, TimeSpan Elapsed)
{
    /// <summary>Bytes a second; 0 when nothing was read.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? Sectors * (double)Sector.Size / Elapsed.TotalSeconds : 0;
}
