namespace Archivist.TestKit.Damage;

/// <summary>
/// Where sectors lie on an optical disc: one spiral from the inner to the outer radius with equal length for each sector (CLV). DVD: ECMA-267, data from
/// 24.0 to 58.0 mm, track pitch 0.74 um, blocks of error correction of 16 sectors. BD: pitch 0.32 um, clusters of 32 sectors. A block dies as a whole.
/// </summary>
/// <param name="InnerRadius">In mm, of the first sector.</param>
/// <param name="OuterRadius">In mm, of the end of the last.</param>
/// <param name="TrackPitch">In mm, from one turn to the next.</param>
/// <param name="BlockSectors">Sectors that the drive corrects together.</param>
/// <param name="Sectors">Sectors of 2048 bytes.</param>
public sealed record DiscGeometry(double InnerRadius, double OuterRadius, double TrackPitch, int BlockSectors, long Sectors)
{
    /// <summary>A full DVD of one layer.</summary>
    public static DiscGeometry Dvd { get; } = new(24.0, 58.0, 0.00074, 16, 2_295_104);

    /// <summary>A full BD of one layer without spare areas.</summary>
    public static DiscGeometry BluRay { get; } = new(24.0, 58.0, 0.00032, 32, 12_219_392);

    /// <summary>Sectors on one mm of track.</summary>
    public double SectorsPerMm { get; } = Sectors * TrackPitch / (Math.PI * ((OuterRadius * OuterRadius) - (InnerRadius * InnerRadius)));

    /// <summary>Blocks of the disc; the last may be incomplete.</summary>
    public long Blocks => (Sectors + BlockSectors - 1) / BlockSectors;

    /// <summary>Turns of the spiral.</summary>
    public int Turns => (int)Math.Ceiling((OuterRadius - InnerRadius) / TrackPitch);

    /// <summary>The same disc with fewer sectors: as many on each turn as before, on fewer and wider turns.</summary>
    public DiscGeometry ScaledTo(long sectors) => this with { Sectors = sectors, TrackPitch = TrackPitch * Sectors / sectors };

    /// <summary>Radius in mm and angle in radians, 0 to 2 pi, of a place on the track, counted in sectors.</summary>
    public (double Radius, double Angle) PlaceOf(double sector)
    {
        var radius = Math.Sqrt((InnerRadius * InnerRadius) + (sector / SectorsPerMm * TrackPitch / Math.PI));
        var turns = (radius - InnerRadius) / TrackPitch;
        return (radius, (turns - Math.Floor(turns)) * 2 * Math.PI);
    }

    /// <summary>The place on the track, in sectors, where a turn has a given angle; both from 0.</summary>
    /// <param name="turn">0 to <see cref="Turns"/>.</param>
    /// <param name="angle">Radians; beyond 2 pi it lies on later turns.</param>
    public double SectorAt(int turn, double angle)
    {
        var radius = InnerRadius + ((turn + (angle / (2 * Math.PI))) * TrackPitch);
        return ((radius * radius) - (InnerRadius * InnerRadius)) * Math.PI / TrackPitch * SectorsPerMm;
    }
}
