using System.Buffers.Binary;
using Archivist.Correction.Rs03.Kernels;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Finds out how an image was augmented (dvdisaster codec specification, "Re-calculating the layout from defective media"): from the header behind the
/// volume, from any checksum sector, or, when all of these are gone, from the code itself. Reads a bounded number of sectors.
/// </summary>
public static class Rs03LayoutFinder
{
    private const int VolumeDescriptorSector = 16;

    /// <summary>Sectors that some programs put behind a volume.</summary>
    private const int VolumePadding = 150;

    /// <summary>Indices at which every layer is looked at; the first that is readable decides for a layer.</summary>
    private const int IndicesTried = 8;

    /// <summary>Sectors that are looked at in an image of unknown size.</summary>
    private const int MaxProbes = 1 << 14;

    /// <summary>The layout, or null when the image is not augmented.</summary>
    public static Rs03Layout? Find(IImageSource source)
    {
        var volume = VolumeSectors(source);
        if (FindHeader(source, volume) is { } header)
            return header;
        return volume is not null && source.Length <= volume * Sector.Size ? null : FindExhaustively(source);
    }

    /// <summary>The same without the header: what is left of checksum sectors and of the code.</summary>
    internal static Rs03Layout? FindExhaustively(IImageSource source)
    {
        var sizes = LayerSizes(source.Length / Sector.Size);
        foreach (var size in sizes)
        {
            if (FindCrcLayer(source, size) is { } found)
                return found;
        }

        if (Probe(source) is { } probed)
            return probed;
        return sizes.Select(size => FindByCode(source, size)).FirstOrDefault(layout => layout is not null);
    }

    private static long? VolumeSectors(IImageSource source)
    {
        var sector = new byte[Sector.Size];
        return TryRead(source, VolumeDescriptorSector, sector) && sector.AsSpan().StartsWith("\u0001CD001"u8)
            ? BinaryPrimitives.ReadUInt32LittleEndian(sector.AsSpan(80))
            : null;
    }

    private static Rs03Layout? FindHeader(IImageSource source, long? volume)
    {
        var header = new byte[Rs03Header.Size];
        foreach (var place in volume is { } end ? new[] { end, end + VolumePadding, end - VolumePadding } : [])
        {
            if (place > 0 && TryRead(source, place, header) && Rs03Header.ReadHeader(header)?.Layout is { } layout && layout.DataSectors == place)
                return layout;
        }

        return null;
    }

    /// <summary>Sectors of a layer that the image can have: if it is whole, and if it is cut and was made for a known medium.</summary>
    private static List<int> LayerSizes(long sectors)
    {
        var sizes = new List<int>();
        if (sectors / Rs03Layout.Layers is > 0 and <= Rs03Layout.MaxSectorsPerLayer and var own)
            sizes.Add((int)own);
        sizes.AddRange(MediumCapacity.All.Where(medium => medium.Value >= sectors).Select(medium => (int)(medium.Value / Rs03Layout.Layers)).Where(size => !sizes.Contains(size)));
        return sizes;
    }

    private static Rs03Layout? FindCrcLayer(IImageSource source, int size)
    {
        var sector = new byte[Sector.Size];
        var decided = new bool[Rs03Layout.Layers];
        foreach (var index in Spread(size, IndicesTried))
        {
            for (var layer = Rs03Layout.Layers - 1 - Rs03Layout.MaxRoots; layer < Rs03Layout.Layers - Rs03Layout.MinRoots; layer++)
            {
                var place = ((long)layer * size) + index;
                if (decided[layer] || !TryRead(source, place, sector) || SectorMarker.IsDead(sector))
                    continue;
                if (FromCrcSector(sector, place) is { } layout)
                    return layout;
                decided[layer] = !Rs03Header.IsCrcSector(sector) && sector.AsSpan().IndexOfAnyExcept((byte)0) >= 0;
            }
        }

        return null;
    }

    /// <summary>Looks everywhere, in ever smaller steps.</summary>
    private static Rs03Layout? Probe(IImageSource source)
    {
        var sectors = source.Length / Sector.Size;
        var sector = new byte[Sector.Size];
        var probes = 0;
        for (var step = Math.Max(1, sectors / 512); probes < MaxProbes; step /= 2)
        {
            for (var place = step / 2; place < sectors && probes < MaxProbes; place += step, probes++)
            {
                if (TryRead(source, place, sector) && FromCrcSector(sector, place) is { } layout)
                    return layout;
            }

            if (step == 1)
                break;
        }

        return null;
    }

    private static Rs03Layout? FromCrcSector(ReadOnlySpan<byte> sector, long place) =>
        Rs03Header.ReadCrcSector(sector)?.Layout is { } layout && place >= layout.FirstCrcSector && place < layout.FirstParitySector ? layout : null;

    private static Rs03Layout? FindByCode(IImageSource source, int size)
    {
        foreach (var index in Spread(size, IndicesTried))
        {
            if (CodeSignature.FindRoots(source, size, index) is not { } roots)
                continue;
            var dataLayers = Rs03Layout.Layers - 1 - roots;
            var guess = Rs03Layout.FromHeader((ulong)(((long)dataLayers * size) - Rs03Layout.HeaderSectors), Sector.Size, (ulong)size, dataLayers + 1, roots);
            if (guess is null)
                continue;
            var parity = new ReedSolomonCode(roots).Parity;
            using var decoder = new SliceDecoder(guess, new SliceReader(source, null), parity, MatrixProduct.Create(parity));
            decoder.Load(index, 1);
            decoder.Solve();
            if (decoder.StateOf(0) is not RowState.Lost && Rs03Header.ReadCrcSector(decoder.SectorOf(dataLayers, 0))?.Layout is { } layout)
                return layout;
        }

        return null;
    }

    private static IEnumerable<int> Spread(int size, int count) =>
        Enumerable.Range(0, count).Select(i => (int)((long)size * i / count)).Distinct();

    private static bool TryRead(IImageSource source, long sector, Span<byte> bytes)
    {
        try
        {
            for (var done = 0; done < bytes.Length;)
            {
                var read = source.Read((sector * Sector.Size) + done, bytes[done..]);
                if (read == 0)
                    return false;
                done += read;
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
