using System.Buffers.Binary;
using System.IO.Hashing;
using Archivist.Images.Boot;
using Archivist.Images.Iso9660;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Images.Verifying;

/// <summary>Checks the boot catalog, what the boot image knows about itself, and the primary partition table.</summary>
internal static class BootCheck
{
    internal static async Task CheckAsync(
        BlockReader reader, IsoVolume volume, DiscEntry root, Findings findings, CancellationToken cancellationToken)
    {
        var offset = volume.BootCatalogBlock!.Value * Sector.Size;
        var catalog = (await reader.ReadAsync(volume.BootCatalogBlock.Value, "boot catalog", cancellationToken)).ToArray();
        if (!BootCatalog.IsValid(catalog))
            throw new DamagedImageException("boot catalog", offset, "has a wrong checksum");
        var bios = FileAt(root, BinaryPrimitives.ReadUInt32LittleEndian(catalog.AsSpan(40)), offset, "BIOS");
        var efi = FileAt(root, BinaryPrimitives.ReadUInt32LittleEndian(catalog.AsSpan(104)), offset, "UEFI");
        var expected = new byte[Sector.Size];
        BootCatalog.Write(expected, BlockOf(bios), BlockOf(efi), efi.Length);
        if (!catalog.AsSpan().SequenceEqual(expected))
            findings.Damaged("boot catalog", offset, "is not as it was written");
        await CheckImageAsync(reader, bios, cancellationToken);
        var systemArea = await reader.ReadRangeAsync(0, VolumeDescriptor.FirstBlock * Sector.Size, "system area", cancellationToken);
        CheckMasterBootRecord(systemArea, BlockOf(bios), volume.Blocks * Sector.DiskSectors);
        CheckPartitions(systemArea, efi, volume.Blocks * Sector.DiskSectors);
    }

    private static async Task CheckImageAsync(BlockReader reader, DiscEntry bios, CancellationToken cancellationToken)
    {
        var offset = bios.Extents[0].Offset;
        if (bios.Length is < BootImage.GrubBlockListOffset + 8 or > BootImage.MaxLength)
            throw new DamagedImageException("BIOS boot image", offset, "has an impossible length");
        var image = await reader.ReadRangeAsync(offset, (int)bios.Length, "BIOS boot image", cancellationToken);
        var patched = image.AsSpan().ToArray();
        BootImage.Patch(patched, BlockOf(bios));
        if (!image.AsSpan().SequenceEqual(patched))
            throw new DamagedImageException("BIOS boot image", offset, "has a boot information table for other bytes");
    }

    private static void CheckMasterBootRecord(ReadOnlySpan<byte> area, uint biosBlock, long sectors)
    {
        var protective = area.Slice(446, 16);
        if (area[510] != 0x55 || area[511] != 0xAA || protective[4] != 0xEE
            || BinaryPrimitives.ReadUInt32LittleEndian(protective[8..]) != 1
            || BinaryPrimitives.ReadUInt32LittleEndian(protective[12..]) != sectors - 1)
        {
            throw new DamagedImageException("master boot record", 446, "does not protect the whole disk");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(area[BootImage.MasterBootSectorOffset..]) != BootImage.MasterBootSector(biosBlock))
            throw new DamagedImageException("master boot record", BootImage.MasterBootSectorOffset, "starts another sector");
    }

    private static void CheckPartitions(ReadOnlySpan<byte> area, DiscEntry efi, long sectors)
    {
        const string thing = "partition table";
        var header = area.Slice(PartitionTable.DiskSector, PartitionTable.HeaderSize).ToArray();
        var entries = area.Slice(2 * PartitionTable.DiskSector, PartitionTable.EntriesLength);
        var recorded = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16));
        header.AsSpan(16, 4).Clear();
        if (!header.AsSpan().StartsWith("EFI PART"u8) || Crc32.HashToUInt32(header) != recorded)
            throw new DamagedImageException(thing, PartitionTable.DiskSector, "has a wrong checksum");
        if (Crc32.HashToUInt32(entries) != BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(88)))
            throw new DamagedImageException(thing, 2 * PartitionTable.DiskSector, "has entries with a wrong checksum");
        if (BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32)) != sectors - 1)
            throw new DamagedImageException(thing, PartitionTable.DiskSector, "says that the disk ends elsewhere");
        var first = BinaryPrimitives.ReadInt64LittleEndian(entries[32..]);
        var last = BinaryPrimitives.ReadInt64LittleEndian(entries[40..]);
        if (first != BlockOf(efi) * (long)Sector.DiskSectors || last != first + Sector.Count(efi.Length) * Sector.DiskSectors - 1)
            throw new DamagedImageException(thing, 2 * PartitionTable.DiskSector, "does not point at the EFI system image");
    }

    private static DiscEntry FileAt(DiscEntry root, uint block, long offset, string what) =>
        root.All().FirstOrDefault(entry => entry.Extents.Count > 0 && BlockOf(entry) == block)
        ?? throw new DamagedImageException("boot catalog", offset, $"names a {what} image that is not a file of the disc");

    private static uint BlockOf(DiscEntry file) => (uint)(file.Extents[0].Offset / Sector.Size);
}
