using System.Buffers.Binary;
using System.Text;

namespace Archivist.Recovery.Builder;

/// <summary>
/// A FAT16 file system in memory: ECMA-107 with the FAT of 16-bit entries, one sector per cluster, names of the 8.3 form.
/// Enough for the few files that UEFI firmware loads, or for a stick with a key; and the same bytes every time.
/// </summary>
public sealed class FatImage
{
    private const int SectorSize = 512, RootEntries = 512, EntrySize = 32, FatCopies = 2, ReservedSectors = 1;

    /// <summary>Below 4085 clusters a reader takes the table for one of 12-bit entries.</summary>
    private const int FewestClusters = 4200, MostClusters = 65_524;

    private const byte ArchiveAttribute = 0x20, FolderAttribute = 0x10, LabelAttribute = 0x08;
    private const ushort EndOfChain = 0xFFFF, FirstDay = 0x0021; // 1980-01-01

    private readonly Folder _root = new(0);
    private readonly List<byte[]> _clusters = [];
    private readonly List<ushort> _next = [];
    private readonly string _label;
    private readonly uint _serial;

    /// <summary>An empty file system.</summary>
    /// <param name="label">Up to eleven characters.</param>
    /// <param name="serial">The volume's serial number.</param>
    public FatImage(string label, uint serial)
    {
        _label = label.ToUpperInvariant().PadRight(11)[..11];
        _serial = serial;
        _root.Entries.Add(Entry(_label, LabelAttribute, 0, 0));
    }

    /// <summary>Adds a file; the directories of its path are made as needed.</summary>
    public void Add(string path, ReadOnlySpan<byte> content)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var folder = parts[..^1].Aggregate(_root, EnterFolder);
        var first = content.IsEmpty ? (ushort)0 : Allocate(content);
        folder.Entries.Add(Entry(ShortName(parts[^1]), ArchiveAttribute, first, (uint)content.Length));
    }

    /// <summary>The whole image, a multiple of 2048 bytes long.</summary>
    public byte[] ToArray()
    {
        WriteFolders(_root);
        var clusters = Math.Max(_clusters.Count, FewestClusters);
        var fatSectors = Sectors((clusters + 2) * sizeof(ushort));
        var dataStart = ReservedSectors + (FatCopies * fatSectors) + (RootEntries * EntrySize / SectorSize);

        // Whole sectors of a disc; the few clusters this adds still fit the table's last sector or are left out of it.
        var sectors = (dataStart + clusters + 3) / 4 * 4;
        clusters = Math.Min(sectors - dataStart, (fatSectors * SectorSize / sizeof(ushort)) - 2);
        if (clusters > MostClusters)
            throw new InvalidOperationException($"{clusters} clusters are too many for FAT16 with one sector each.");

        var image = new byte[sectors * SectorSize];
        WriteBootSector(image, dataStart + clusters, fatSectors);
        for (var copy = 0; copy < FatCopies; copy++)
            WriteTable(image.AsSpan((ReservedSectors + (copy * fatSectors)) * SectorSize));
        var rootStart = (ReservedSectors + (FatCopies * fatSectors)) * SectorSize;
        _root.Bytes().CopyTo(image.AsSpan(rootStart, RootEntries * EntrySize));
        for (var index = 0; index < _clusters.Count; index++)
            _clusters[index].CopyTo(image.AsSpan((dataStart + index) * SectorSize));
        return image;
    }

    private Folder EnterFolder(Folder parent, string name)
    {
        var shortName = ShortName(name);
        if (parent.Folders.TryGetValue(shortName, out var known))
            return known;

        // One cluster holds sixteen entries: more than any directory here needs, and WriteFolders checks it.
        var folder = new Folder(Allocate(new byte[SectorSize]));
        folder.Entries.Add(Entry(".".PadRight(11), FolderAttribute, folder.FirstCluster, 0));
        folder.Entries.Add(Entry("..".PadRight(11), FolderAttribute, parent.FirstCluster, 0));
        parent.Entries.Add(Entry(shortName, FolderAttribute, folder.FirstCluster, 0));
        parent.Folders.Add(shortName, folder);
        return folder;
    }

    private void WriteFolders(Folder folder)
    {
        foreach (var child in folder.Folders.Values)
        {
            var bytes = child.Bytes();
            if (bytes.Length > SectorSize)
                throw new InvalidOperationException("A folder of the image has more entries than one cluster holds.");
            bytes.CopyTo(_clusters[child.FirstCluster - 2], 0);
            WriteFolders(child);
        }
    }

    private ushort Allocate(ReadOnlySpan<byte> content)
    {
        var first = _clusters.Count + 2;
        for (var at = 0; at < content.Length; at += SectorSize)
        {
            var cluster = new byte[SectorSize];
            content[at..Math.Min(at + SectorSize, content.Length)].CopyTo(cluster);
            _clusters.Add(cluster);
            _next.Add(at + SectorSize < content.Length ? checked((ushort)(_clusters.Count + 2)) : EndOfChain);
        }

        return checked((ushort)first);
    }

    private void WriteTable(Span<byte> table)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(table, 0xFFF8);
        BinaryPrimitives.WriteUInt16LittleEndian(table[2..], EndOfChain);
        for (var index = 0; index < _next.Count; index++)
            BinaryPrimitives.WriteUInt16LittleEndian(table[((index + 2) * sizeof(ushort))..], _next[index]);
    }

    /// <summary>ECMA-107 7.2, the extended boot record.</summary>
    private void WriteBootSector(Span<byte> sector, int sectors, int fatSectors)
    {
        "\u00EB\u003C\u0090ARCHIVST".Select(c => (byte)c).ToArray().CopyTo(sector);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[11..], SectorSize);
        sector[13] = 1; // sectors per cluster
        BinaryPrimitives.WriteUInt16LittleEndian(sector[14..], ReservedSectors);
        sector[16] = FatCopies;
        BinaryPrimitives.WriteUInt16LittleEndian(sector[17..], RootEntries);
        if (sectors < 0x10000)
            BinaryPrimitives.WriteUInt16LittleEndian(sector[19..], (ushort)sectors);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(sector[32..], (uint)sectors);
        sector[21] = 0xF8; // a fixed medium
        BinaryPrimitives.WriteUInt16LittleEndian(sector[22..], (ushort)fatSectors);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[24..], 63);
        BinaryPrimitives.WriteUInt16LittleEndian(sector[26..], 255);
        sector[36] = 0x80;
        sector[38] = 0x29; // the three fields that follow are present
        BinaryPrimitives.WriteUInt32LittleEndian(sector[39..], _serial);
        Encoding.ASCII.GetBytes(_label, sector[43..]);
        Encoding.ASCII.GetBytes("FAT16   ", sector[54..]);
        sector[62] = 0xF4; // hlt: this sector is never booted
        sector[510] = 0x55;
        sector[511] = 0xAA;
    }

    private static byte[] Entry(string shortName, byte attributes, ushort firstCluster, uint length)
    {
        var entry = new byte[EntrySize];
        Encoding.ASCII.GetBytes(shortName, entry);
        entry[11] = attributes;
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(16), FirstDay);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(18), FirstDay);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(24), FirstDay);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(26), firstCluster);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(28), length);
        return entry;
    }

    private static string ShortName(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot < 0 ? (name, string.Empty) : (name[..dot], name[(dot + 1)..]);
        return stem.Length is > 0 and <= 8 && extension.Length <= 3 && name.All(char.IsAscii)
            ? stem.ToUpperInvariant().PadRight(8) + extension.ToUpperInvariant().PadRight(3)
            : throw new ArgumentException($"'{name}' is not a name of eight and three characters.", nameof(name));
    }

    private static int Sectors(int bytes) => (bytes + SectorSize - 1) / SectorSize;

    private sealed class Folder(ushort firstCluster)
    {
        internal ushort FirstCluster => firstCluster;

        internal List<byte[]> Entries { get; } = [];

        internal SortedDictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

        internal byte[] Bytes() => [.. Entries.SelectMany(entry => entry)];
    }
}
