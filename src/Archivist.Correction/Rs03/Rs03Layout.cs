using Archivist.Correction.Problems;
using Archivist.Images.Model;
using Archivist.Platform.Problems;

namespace Archivist.Correction.Rs03;

/// <summary>
/// The layout of an image augmented with RS03 (dvdisaster codec specification, "The RS03 codec"): 255 layers of equal size, of which the
/// first hold the image, the next one checksums, and the others parity. The sectors of the same index in all layers are one row of codewords, 2048 of them.
/// </summary>
public sealed record Rs03Layout
{
    /// <summary>Layers of every image: the length of a codeword.</summary>
    public const int Layers = 255;

    /// <summary>The least parity that dvdisaster writes.</summary>
    public const int MinRoots = 8;

    /// <summary>The most parity that dvdisaster writes.</summary>
    public const int MaxRoots = 170;

    /// <summary>Sectors of the header that follows the data.</summary>
    internal const int HeaderSectors = 2;

    /// <summary>The sector whose MD5 identifies an image.</summary>
    internal const int FingerprintSector = 16;

    /// <summary>Twice the capacity of the largest disc; a header with more is absurd.</summary>
    internal const int MaxSectorsPerLayer = 1 << 19;

    private const int MinDataLayers = Layers - 1 - MaxRoots;

    private Rs03Layout(long dataSectors, int lastSectorBytes, int sectorsPerLayer)
    {
        DataSectors = dataSectors;
        LastSectorBytes = lastSectorBytes;
        SectorsPerLayer = sectorsPerLayer;
        DataLayers = (int)Math.Min(Layers, Math.Max(MinDataLayers, (dataSectors + HeaderSectors + sectorsPerLayer - 1) / sectorsPerLayer));
    }

    /// <summary>Sectors of the image without anything of RS03.</summary>
    public long DataSectors { get; }

    /// <summary>Bytes of the image in its last sector: 1 to 2048.</summary>
    public int LastSectorBytes { get; }

    /// <summary>Sectors of each layer: rows of codewords.</summary>
    public int SectorsPerLayer { get; }

    /// <summary>Layers that hold the image, the header and padding.</summary>
    public int DataLayers { get; }

    /// <summary>Layers of parity: how many sectors of a row may be lost.</summary>
    public int Roots => Layers - 1 - DataLayers;

    /// <summary>Parity in percent of what it protects, as dvdisaster counts.</summary>
    public double RedundancyPercent => 100.0 * Roots / (DataLayers + 1);

    /// <summary>Bytes of the image without anything of RS03.</summary>
    public long DataBytes => ((DataSectors - 1) * Sector.Size) + LastSectorBytes;

    /// <summary>Bytes of the augmented image.</summary>
    public long TotalBytes => TotalSectors * Sector.Size;

    /// <summary>Sectors of the augmented image.</summary>
    public long TotalSectors => (long)Layers * SectorsPerLayer;

    /// <summary>Where the layer of checksums begins, and what they cover ends.</summary>
    public long FirstCrcSector => (long)DataLayers * SectorsPerLayer;

    /// <summary>Where parity begins.</summary>
    public long FirstParitySector => FirstCrcSector + SectorsPerLayer;

    /// <summary>The layout that fills a medium of a number of sectors.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: RS03 does not support a medium of this size; <see cref="Failure.NoSpace"/>: it leaves no room for eight layers of parity.
    /// </exception>
    public static Rs03Layout ForMedium(long dataBytes, long mediumSectors)
    {
        var dataSectors = CheckedSectors(dataBytes);
        var sectorsPerLayer = mediumSectors / Layers;
        if (sectorsPerLayer > MaxSectorsPerLayer)
            throw new ArchivistException(new MediumTooLargeForRs03(mediumSectors, (long)MaxSectorsPerLayer * Layers));
        if (dataSectors + HeaderSectors > (Layers - 1 - MinRoots) * sectorsPerLayer)
        {
            throw new ArchivistException(new NoRoomForRs03(mediumSectors, dataSectors, MinMediumSectors(dataSectors)));
        }

        return new Rs03Layout(dataSectors, LastBytes(dataBytes), (int)sectorsPerLayer);
    }

    /// <summary>The layout of the smallest image with at least this much parity: 3.2 to 200 percent of the protected data.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the image is too large for RS03 (<see cref="ImageTooLargeForRs03"/>).</exception>
    public static Rs03Layout WithRedundancy(long dataBytes, double percent)
    {
        var dataSectors = CheckedSectors(dataBytes);
        var roots = Math.Clamp((int)Math.Ceiling(Layers * percent / (100 + percent)), MinRoots, MaxRoots);
        var dataLayers = Layers - 1 - roots;
        var sectorsPerLayer = (dataSectors + HeaderSectors + dataLayers - 1) / dataLayers;
        return sectorsPerLayer <= MaxSectorsPerLayer
            ? new Rs03Layout(dataSectors, LastBytes(dataBytes), (int)sectorsPerLayer)
            : throw new ArchivistException(new ImageTooLargeForRs03(dataSectors));
    }

    /// <summary>What a header or a checksum sector says, or null when no encoder would have said it.</summary>
    internal static Rs03Layout? FromHeader(ulong dataSectors, int lastSectorBytes, ulong sectorsPerLayer, int dataLayersAndCrc, int roots)
    {
        if (sectorsPerLayer is 0 or > MaxSectorsPerLayer
            || dataSectors is <= FingerprintSector or > (ulong)MaxSectorsPerLayer * Layers
            || lastSectorBytes is < 1 or > Sector.Size)
            return null;
        var layout = new Rs03Layout((long)dataSectors, lastSectorBytes, (int)sectorsPerLayer);
        return layout.Roots >= MinRoots && layout.Roots == roots && layout.DataLayers + 1 == dataLayersAndCrc ? layout : null;
    }

    /// <summary>The sector of that index in a layer.</summary>
    internal long SectorAt(int layer, int index) => ((long)layer * SectorsPerLayer) + index;

    private static long MinMediumSectors(long dataSectors)
    {
        const int dataLayers = Layers - 1 - MinRoots;
        return (dataSectors + HeaderSectors + dataLayers - 1) / dataLayers * Layers;
    }

    private static long CheckedSectors(long dataBytes) => Sector.Count(dataBytes) is > FingerprintSector and var sectors
        ? sectors
        : throw new ArchivistException(new ImageTooSmallForRs03(dataBytes));

    private static int LastBytes(long dataBytes) => (int)((dataBytes - 1) % Sector.Size) + 1;
}
