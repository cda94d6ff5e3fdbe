using System.Buffers.Binary;
using System.IO.Hashing;
using Archivist.Images.Boot;
using Archivist.Images.Mapping;
using Archivist.Images.Model;
using Archivist.Images.Reading;

namespace Archivist.Images.Verifying;

/// <summary>
/// Checks what lies behind the last checksum tag. Nothing of it is new: the copies of the partition table, of the volume
/// descriptors and of the anchor follow from the front of the image, so they are made again and compared byte by byte.
/// </summary>
internal static class TailCheck
{
    private const int HeaderSize = PartitionTable.HeaderSize;

    /// <summary>More than any of our images has behind its last tag.</summary>
    private const int MaxBlocks = 4096 + 256;

    private const int SequenceOffset = PartitionTable.EntriesLength;

    private const int SequenceLength = UdfPlaces.SequenceBlocks * Sector.Size;

    /// <summary>The system area with the partition table, and the main sequence.</summary>
    private const int FrontLength = (UdfPlaces.MainSequence + UdfPlaces.SequenceBlocks) * Sector.Size;

    internal static async Task CheckAsync(
        BlockReader reader, long sessionTag, long totalBlocks, bool boots, bool hasUdf, Findings findings, CancellationToken cancellationToken)
    {
        const string thing = "end of the image";
        var first = sessionTag + 1;
        var blocks = totalBlocks - first;
        var least = (SequenceOffset + (hasUdf ? SequenceLength : 0)) / Sector.Size + 1;
        if (blocks < least || blocks > MaxBlocks)
            throw new DamagedImageException(thing, first * Sector.Size, "is not where the volume says");
        var front = await reader.ReadRangeAsync(0, FrontLength, "front of the image", cancellationToken);
        var expected = new byte[(int)blocks * Sector.Size];
        if (hasUdf)
        {
            var anchor = await reader.ReadAsync(UdfPlaces.Anchor, "UDF anchor", cancellationToken);
            CopySequence(front, expected, first);
            CopyAnchor(anchor.Span, expected, totalBlocks - 1 - first, first);
            var earlier = totalBlocks - 1 - UdfPlaces.EarlierAnchor - first;
            if (earlier >= (SequenceOffset + SequenceLength) / Sector.Size)
                CopyAnchor(anchor.Span, expected, earlier, first);
        }

        if (boots)
            CopyPartitionTable(front, expected, first, totalBlocks);
        var tail = await reader.ReadRangeAsync(first * Sector.Size, expected.Length, thing, cancellationToken);
        var same = tail.AsSpan().CommonPrefixLength(expected);
        if (same < tail.Length)
            findings.Damaged(Name(same, tail.Length), first * Sector.Size + same, "is not as it was written");
    }

    private static void CopySequence(ReadOnlySpan<byte> front, Span<byte> tail, long first)
    {
        var copy = tail.Slice(SequenceOffset, SequenceLength);
        front.Slice(UdfPlaces.MainSequence * Sector.Size, SequenceLength).CopyTo(copy);
        for (var i = 0; i < UdfPlaces.SequenceBlocks; i++)
            MoveDescriptor(copy.Slice(i * Sector.Size, Sector.Size), first + PartitionTable.EntriesBlocks + i);
    }

    private static void CopyAnchor(ReadOnlySpan<byte> anchor, Span<byte> tail, long block, long first)
    {
        var copy = tail.Slice((int)block * Sector.Size, Sector.Size);
        anchor.CopyTo(copy);
        MoveDescriptor(copy, first + block);
    }

    /// <summary>A descriptor says in its tag where it lies, and nowhere else.</summary>
    private static void MoveDescriptor(Span<byte> block, long location)
    {
        var identifier = BinaryPrimitives.ReadUInt16LittleEndian(block);
        var length = UdfTag.Size + BinaryPrimitives.ReadUInt16LittleEndian(block[10..]);
        if (identifier != 0 && length <= block.Length)
            UdfTag.Seal(block[..length], identifier, (uint)location, BinaryPrimitives.ReadUInt16LittleEndian(block[2..]));
    }

    private static void CopyPartitionTable(ReadOnlySpan<byte> front, Span<byte> tail, long first, long totalBlocks)
    {
        front.Slice(2 * PartitionTable.DiskSector, PartitionTable.EntriesLength).CopyTo(tail);
        var header = tail[^PartitionTable.DiskSector..][..HeaderSize];
        front.Slice(PartitionTable.DiskSector, HeaderSize).CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], totalBlocks * Sector.DiskSectors - 1);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(header[72..], first * Sector.DiskSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Crc32.HashToUInt32(header));
    }

    private static string Name(int position, int length) => position switch
    {
        < SequenceOffset => "backup partition entries",
        < SequenceOffset + SequenceLength => "UDF reserve volume descriptor",
        _ when position >= length - PartitionTable.DiskSector => "backup partition table",
        _ when position >= length - Sector.Size => "second UDF anchor",
        _ => "padding",
    };
}
