using Archivist.Correction.Rs03;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Discs.Rescue;

/// <summary>
/// An image of which a part was never read: sectors that its map calls missing, and those that hold dvdisaster's marker, fail to be read instead of coming back
/// as the filling that stands there. Owns its source.
/// </summary>
/// <param name="source">The image.</param>
/// <param name="map">What was read of it; null when there is no map.</param>
public sealed class PartialImageSource(IImageSource source, RescueMap? map) : IImageSource
{
    /// <inheritdoc/>
    public string Location => source.Location;

    /// <inheritdoc/>
    public long Length => source.Length;

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer)
    {
        var first = offset / Sector.Size;
        // One more than fits is never asked for; a read that begins inside of a sector covers the rest of it only.
        var length = (int)Math.Min(buffer.Length, Length - offset);
        if (length <= 0)
            return 0;
        for (var sector = first; map is not null && sector * Sector.Size < offset + length; sector++)
        {
            if (sector < map.Sectors && map[sector] is SectorState.Finished)
                continue;
            if (sector == first)
                throw Fail(sector);
            length = (int)((sector * Sector.Size) - offset);
        }

        var read = source.Read(offset, buffer[..length]);
        if (offset % Sector.Size != 0)
            return read;
        for (var at = 0; at + Sector.Size <= read; at += Sector.Size)
        {
            if (!SectorMarker.IsDead(buffer.Slice(at, Sector.Size)))
                continue;
            return at > 0 ? at : throw Fail(first);
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private IOException Fail(long sector) => new($"{source.Location}: sector {sector} was never read");
}
