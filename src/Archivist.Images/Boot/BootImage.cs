using System.Buffers.Binary;
using Archivist.Images.Iso9660;
using Archivist.Images.Model;
using Archivist.Images.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Images.Boot;

/// <summary>
/// What a BIOS boot image must know about itself: the boot information table at offset 8, and the block list of GRUB's
/// second stage, which the master boot record starts when the image lies on a USB stick.
/// </summary>
internal static class BootImage
{
    /// <summary>A BIOS boot image is loaded below 640 KiB; anything much larger is a mistake.</summary>
    internal const int MaxLength = 4 << 20;

    internal const int TableOffset = 8, TableLength = 56;

    /// <summary>In GRUB's image: the first entry of the block list, at the end of the 512 bytes after the 2048 of the CD loader.</summary>
    internal const int GrubBlockListOffset = 2548;

    /// <summary>In GRUB's master boot code: which sector it loads.</summary>
    internal const int MasterBootSectorOffset = 0x1B0;

    /// <summary>The CD loader is four sectors long; the sector after it loads the rest from the one after that.</summary>
    private const int LoaderSectors = 4;

    internal static async Task<byte[]> ReadPatchedAsync(IReplayableContent content, uint block, CancellationToken cancellationToken)
    {
        if (content.Length is < GrubBlockListOffset + 8 or > MaxLength)
        {
            throw new ArchivistException(new BootImageForeign(content.Length));
        }

        var image = new byte[content.Length];
        await using (var stream = content.OpenFromStart())
            await stream.ReadExactlyAsync(image, cancellationToken);
        Patch(image, block);
        return image;
    }

    /// <summary>The checksum covers the image as it is on the disc, so the block list is patched first.</summary>
    internal static void Patch(Span<byte> image, uint block)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(image[GrubBlockListOffset..], (ulong)block * Sector.DiskSectors + LoaderSectors + 1);
        var table = image.Slice(TableOffset, TableLength);
        table.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(table, VolumeDescriptor.FirstBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(table[4..], block);
        BinaryPrimitives.WriteUInt32LittleEndian(table[8..], (uint)image.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(table[12..], Checksum(image));
    }

    /// <summary>The sum of all 32-bit words behind the table; a last incomplete word counts with zeros.</summary>
    internal static uint Checksum(ReadOnlySpan<byte> image)
    {
        var sum = 0u;
        var rest = image[(TableOffset + TableLength)..];
        for (; rest.Length >= 4; rest = rest[4..])
            sum += BinaryPrimitives.ReadUInt32LittleEndian(rest);
        for (var i = 0; i < rest.Length; i++)
            sum += (uint)rest[i] << (8 * i);
        return sum;
    }

    /// <summary>The sector that the master boot code has to load for an image at <paramref name="block"/>.</summary>
    internal static ulong MasterBootSector(uint block) => (ulong)block * Sector.DiskSectors + LoaderSectors;
}
