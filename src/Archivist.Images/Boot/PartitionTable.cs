using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Boot;

/// <summary>
/// The structures that make the image a disk: a protective master boot record with GRUB's boot code, and a GUID partition table
/// (UEFI 2.10 chapter 5) whose one partition is the EFI system image inside the ISO 9660 file system.
/// </summary>
internal static class PartitionTable
{
    internal const int DiskSector = 512;

    internal const int HeaderSize = 92, EntrySize = 128, EntryCount = 128;

    internal const int EntriesLength = EntrySize * EntryCount;

    internal const int EntriesBlocks = EntriesLength / Sector.Size;

    private const int EntriesSectors = EntriesLength / DiskSector;

    /// <summary>Everything behind the entries may be in a partition.</summary>
    private const int FirstUsable = 2 + EntriesSectors;

    /// <summary>C12A7328-F81F-11D2-BA4B-00A0C93EC93B, as it lies on a disk.</summary>
    private static ReadOnlySpan<byte> EfiSystemPartition =>
        [0x28, 0x73, 0x2A, 0xC1, 0x1F, 0xF8, 0xD2, 0x11, 0xBA, 0x4B, 0x00, 0xA0, 0xC9, 0x3E, 0xC9, 0x3B];

    /// <summary>The system area (ECMA-119 6.2.1): the boot record, the primary header and its entries.</summary>
    internal static void WriteSystemArea(Span<byte> area, ImageMap map, BootSetup boot)
    {
        var sectors = map.TotalBlocks * Sector.DiskSectors;
        WriteMasterBootRecord(area[..DiskSector], map, boot, sectors);
        var entries = area.Slice(2 * DiskSector, EntriesLength);
        WriteEntries(entries, map);
        WriteHeader(area.Slice(DiskSector, HeaderSize), map, entries, own: 1, other: sectors - 1, entriesAt: 2);
    }

    /// <summary>The copy of the entries, behind everything that a partition may hold.</summary>
    internal static void WriteBackupEntries(Span<byte> entries, ImageMap map) => WriteEntries(entries, map);

    /// <summary>The copy of the header, which belongs into the very last sector: the last quarter of the last block.</summary>
    internal static void WriteBackupHeader(Span<byte> block, ImageMap map)
    {
        var sectors = map.TotalBlocks * Sector.DiskSectors;
        var entries = new byte[EntriesLength];
        WriteEntries(entries, map);
        WriteHeader(
            block[^DiskSector..][..HeaderSize], map, entries,
            own: sectors - 1, other: 1, entriesAt: map.BackupEntriesBlock * (long)Sector.DiskSectors);
    }

    /// <summary>
    /// UEFI 5.2.3: one partition of type 0xEE over the whole disk. Some BIOSes start only a disk that has an active
    /// partition, and the protective one must not be it: so an empty second entry carries the mark.
    /// </summary>
    private static void WriteMasterBootRecord(Span<byte> sector, ImageMap map, BootSetup boot, long sectors)
    {
        boot.MasterBootCode.Span[..440].CopyTo(sector);
        BinaryPrimitives.WriteUInt64LittleEndian(
            sector[BootImage.MasterBootSectorOffset..], BootImage.MasterBootSector(map.BiosImage!.DataBlock));
        BinaryPrimitives.WriteUInt32LittleEndian(sector[440..], Convert.ToUInt32(map.Fingerprint[..8], 16));
        var protective = sector.Slice(446, 16);
        protective[2] = 0x02;
        protective[4] = 0xEE;
        protective[5..8].Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(protective[8..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(protective[12..], (uint)(sectors - 1));
        var active = sector.Slice(462, 16);
        active[0] = 0x80;
        BinaryPrimitives.WriteUInt32LittleEndian(active[12..], 1);
        sector[510] = 0x55;
        sector[511] = 0xAA;
    }

    /// <summary>UEFI 5.3.3.</summary>
    private static void WriteEntries(Span<byte> entries, ImageMap map)
    {
        var efi = map.EfiImage!;
        var first = (ulong)efi.DataBlock * Sector.DiskSectors;
        EfiSystemPartition.CopyTo(entries);
        Guid(map, "partition").CopyTo(entries[16..]);
        BinaryPrimitives.WriteUInt64LittleEndian(entries[32..], first);
        BinaryPrimitives.WriteUInt64LittleEndian(entries[40..], first + (ulong)Sector.Count(efi.Length) * Sector.DiskSectors - 1);
        Encoding.Unicode.GetBytes("EFI system", entries[56..EntrySize]);
    }

    /// <summary>UEFI 5.3.2: two checksums, over the entries and over the header itself.</summary>
    private static void WriteHeader(Span<byte> header, ImageMap map, ReadOnlySpan<byte> entries, long own, long other, long entriesAt)
    {
        "EFI PART"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], 0x00010000);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], HeaderSize);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], own);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], other);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], FirstUsable);
        BinaryPrimitives.WriteInt64LittleEndian(header[48..], map.BackupEntriesBlock * (long)Sector.DiskSectors - 1);
        Guid(map, "disk").CopyTo(header[56..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[72..], entriesAt);
        BinaryPrimitives.WriteInt32LittleEndian(header[80..], EntryCount);
        BinaryPrimitives.WriteInt32LittleEndian(header[84..], EntrySize);
        BinaryPrimitives.WriteUInt32LittleEndian(header[88..], Crc32.HashToUInt32(entries));
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc32.HashToUInt32(header));
    }

    /// <summary>A GUID of version 8 (RFC 9562) out of the image's fingerprint, so that equal inputs give equal bytes.</summary>
    private static byte[] Guid(ImageMap map, string purpose)
    {
        Span<byte> digest = stackalloc byte[Repository.Crypto.Digest.Size];
        Repository.Crypto.Digest.Of(Encoding.UTF8.GetBytes($"{purpose} {map.Fingerprint}")).WriteTo(digest);
        var guid = digest[..16].ToArray();
        guid[7] = (byte)((guid[7] & 0x0F) | 0x80);
        guid[8] = (byte)((guid[8] & 0x3F) | 0x80);
        return guid;
    }
}
