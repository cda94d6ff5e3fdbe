using System.Buffers.Binary;
using Archivist.Media.Boot;
using Archivist.Media.Reading;
using Archivist.Media.Udf;

namespace Archivist.Media.Verifying;

/// <summary>
/// Checks what lies behind the last checksum tag. Nothing of it is new: zeros, the second anchor and the copy of the
/// partition table follow from the front of the image, so it is made again and compared byte by byte.
/// </summary>
internal static class TailCheck
{
    /// <summary>The anchor, 256 blocks, and what rounds the image to whole error correction blocks.</summary>
    private const int MaxBlocks = UdfPlaces.AnchorFromEnd + 16;

    private const int BackupLength = PartitionTable.EntriesLength + PartitionTable.DiskSector;

    internal static async Task CheckAsync(
        BlockReader reader, long sessionTag, long totalBlocks, bool boots, Findings findings, CancellationToken cancellationToken)
    {
        const string thing = "end of the image";
        var start = (sessionTag + 1) * Sector.Size;
        var blocks = totalBlocks - sessionTag - 1;
        if (blocks is < UdfPlaces.AnchorFromEnd or > MaxBlocks)
            throw new DamagedImageException(thing, start, "is not where the volume says");
        var front = await reader.ReadRangeAsync(0, 257 * Sector.Size, "front of the image", cancellationToken);
        var tail = await reader.ReadRangeAsync(start, (int)blocks * Sector.Size, thing, cancellationToken);
        var same = tail.AsSpan().CommonPrefixLength(Expected(front, (int)blocks * Sector.Size, totalBlocks, boots));
        if (same < tail.Length)
            findings.Damaged(Name(same, tail.Length), start + same, "is not as it was written");
    }

    private static byte[] Expected(ReadOnlySpan<byte> front, int length, long totalBlocks, bool boots)
    {
        var tail = new byte[length];
        var anchor = tail.AsSpan(length - UdfPlaces.AnchorFromEnd * Sector.Size, VolumeSequence.DescriptorSize);
        front.Slice(UdfPlaces.Anchor * Sector.Size, anchor.Length).CopyTo(anchor);
        UdfTag.Seal(anchor, UdfTag.Anchor, (uint)(totalBlocks - UdfPlaces.AnchorFromEnd));
        if (!boots)
            return tail;

        var sectors = totalBlocks * Sector.DiskSectors;
        front.Slice(2 * PartitionTable.DiskSector, PartitionTable.EntriesLength).CopyTo(tail.AsSpan(length - BackupLength));
        var header = tail.AsSpan(length - PartitionTable.DiskSector, PartitionTable.HeaderSize);
        front.Slice(PartitionTable.DiskSector, header.Length).CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], sectors - 1);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(header[72..], sectors - BackupLength / PartitionTable.DiskSector);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc.Ieee(header));
        return tail;
    }

    private static string Name(int position, int length)
    {
        var anchor = length - UdfPlaces.AnchorFromEnd * Sector.Size;
        if (position >= length - BackupLength)
            return "backup partition table";
        return position >= anchor && position < anchor + Sector.Size ? "second UDF anchor" : "padding";
    }
}
