using System.Buffers.Binary;
using Archivist.Media.Udf;

namespace Archivist.Media.Reading;

/// <summary>
/// What the volume structures of UDF say (ECMA-167 part 3): anchor, descriptor sequence, and the one partition. Virtual and
/// sparable partitions of rewritable media are refused.
/// </summary>
internal sealed record UdfVolume
{
    private const uint MaxSequenceBlocks = 256;

    internal required long PartitionStart { get; init; }

    internal required long PartitionBlocks { get; init; }

    /// <summary>Block of the file set descriptor, from the start of the partition.</summary>
    internal required uint FileSetBlock { get; init; }

    /// <summary>Where the integrity sequence lies (length 0 when there is none).</summary>
    internal required DiscExtent Integrity { get; init; }

    /// <summary>Where both descriptor sequences lie.</summary>
    internal required DiscExtent MainSequence { get; init; }

    internal required DiscExtent ReserveSequence { get; init; }

    /// <summary>Block of the entry of the metadata file and of its mirror; null where metadata lie in the partition itself.</summary>
    internal (uint Main, uint Mirror)? MetadataEntries { get; init; }

    /// <summary>Where the bytes of the metadata file lie; null where metadata lie in the partition itself.</summary>
    internal IReadOnlyList<DiscExtent>? Metadata { get; init; }

    /// <summary>Blocks that metadata can have.</summary>
    internal long MetadataBlocks => Metadata?.Sum(extent => extent.Length) / Sector.Size ?? PartitionBlocks;

    /// <summary>Where a block of metadata lies in the image; behind its end for one that is not there.</summary>
    internal long Offset(uint block)
    {
        if (Metadata is null)
            return (PartitionStart + block) * Sector.Size;
        var position = block * (long)Sector.Size;
        foreach (var extent in Metadata)
        {
            if (position < extent.Length)
                return extent.Offset + position;
            position -= extent.Length;
        }

        return (PartitionStart + PartitionBlocks) * Sector.Size;
    }

    /// <summary>The block of metadata that lies at an offset of the image.</summary>
    internal long BlockAt(long offset)
    {
        if (Metadata is null)
            return offset / Sector.Size - PartitionStart;
        var before = 0L;
        foreach (var extent in Metadata)
        {
            if (offset >= extent.Offset && offset < extent.Offset + extent.Length)
                return (before + offset - extent.Offset) / Sector.Size;
            before += extent.Length;
        }

        return -1;
    }

    /// <summary>One block of metadata; valid until the next call.</summary>
    internal ValueTask<ReadOnlyMemory<byte>> ReadBlockAsync(
        BlockReader reader, uint block, string thing, CancellationToken cancellationToken)
    {
        if (block >= MetadataBlocks)
            throw new DamagedImageException(thing, Offset(block), "lies behind the end of the partition");
        return reader.ReadAsync(Offset(block) / Sector.Size, thing, cancellationToken);
    }

    /// <summary>True when the recognition sequence (ECMA-167 2/8) names NSR02 or NSR03.</summary>
    internal static async Task<bool> IsRecognizedAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        const int maxStructures = 64;
        for (long block = Iso9660.VolumeDescriptor.FirstBlock; block < Iso9660.VolumeDescriptor.FirstBlock + maxStructures; block++)
        {
            if ((block + 1) * Sector.Size > reader.Source.Length)
                return false;
            var structure = await reader.ReadAsync(block, "volume structure", cancellationToken);
            var identifier = structure.Span.Slice(1, 5);
            if (identifier.SequenceEqual("NSR02"u8) || identifier.SequenceEqual("NSR03"u8))
                return true;
            if (!identifier.SequenceEqual("CD001"u8) && !identifier.SequenceEqual("BEA01"u8)
                && !identifier.SequenceEqual("BOOT2"u8) && !identifier.SequenceEqual("CDW02"u8))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Reads from the first anchor that is whole, and from the reserve sequence where the main one is damaged.</summary>
    internal static async Task<UdfVolume> ReadAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        var blocks = reader.Source.Length / Sector.Size;
        DamagedImageException? first = null;
        foreach (var anchor in (long[])[UdfPlaces.Anchor, blocks - 1, blocks - 1 - UdfPlaces.Anchor])
        {
            try
            {
                var (main, reserve) = await ReadAnchorAsync(reader, anchor, cancellationToken);
                try
                {
                    return await ReadSequenceAsync(reader, main, reserve, useReserve: false, cancellationToken);
                }
                catch (DamagedImageException e)
                {
                    first ??= e;
                    return await ReadSequenceAsync(reader, main, reserve, useReserve: true, cancellationToken);
                }
            }
            catch (DamagedImageException e)
            {
                first ??= e;
            }
        }

        throw first!;
    }

    /// <summary>ECMA-167 3/10.2.</summary>
    internal static async Task<(DiscExtent Main, DiscExtent Reserve)> ReadAnchorAsync(
        BlockReader reader, long block, CancellationToken cancellationToken)
    {
        const string thing = "UDF anchor";
        var anchor = await reader.ReadAsync(Math.Max(0, block), thing, cancellationToken);
        Check(anchor.Span[..VolumeSequence.DescriptorSize], UdfTag.Anchor, block, thing, block * Sector.Size);
        return (Extent(anchor.Span[16..]), Extent(anchor.Span[24..]));
    }

    /// <summary>Reads one of the two sequences (3/8.4.2); later descriptors of a kind replace earlier ones.</summary>
    internal static async Task<UdfVolume> ReadSequenceAsync(
        BlockReader reader, DiscExtent main, DiscExtent reserve, bool useReserve, CancellationToken cancellationToken)
    {
        var thing = useReserve ? "UDF reserve volume descriptor" : "UDF volume descriptor";
        var extent = useReserve ? reserve : main;
        byte[]? partition = null, logical = null;
        for (var i = 0; i < Math.Min(extent.Length / Sector.Size, MaxSequenceBlocks); i++)
        {
            var block = extent.Offset / Sector.Size + i;
            var bytes = await reader.ReadAsync(block, thing, cancellationToken);
            if (BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span) == 0)
                break;
            var tag = Check(bytes.Span, null, block, thing, block * Sector.Size);
            if (tag.Identifier == UdfTag.Terminating)
                break;
            if (tag.Identifier == UdfTag.Partition)
                partition = bytes.ToArray();
            else if (tag.Identifier == UdfTag.LogicalVolume)
                logical = bytes.ToArray();
        }

        if (partition is null || logical is null)
            throw new DamagedImageException(thing, extent.Offset, "sequence has no partition or no logical volume");
        var volume = Parse(partition, logical, main, reserve, thing, extent.Offset);
        return volume.MetadataEntries is { } entries
            ? volume with { Metadata = await ReadMetadataAsync(reader, volume, entries.Main, entries.Mirror, cancellationToken) }
            : volume;
    }

    /// <summary>UDF 2.50 2.2.13: from the metadata file, or from its mirror where the entry of that cannot be read.</summary>
    private static async Task<IReadOnlyList<DiscExtent>> ReadMetadataAsync(
        BlockReader reader, UdfVolume volume, uint main, uint mirror, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadMetadataExtentsAsync(reader, volume, main, cancellationToken);
        }
        catch (DamagedImageException)
        {
            return await ReadMetadataExtentsAsync(reader, volume, mirror, cancellationToken);
        }
    }

    internal static async Task<IReadOnlyList<DiscExtent>> ReadMetadataExtentsAsync(
        BlockReader reader, UdfVolume volume, uint block, CancellationToken cancellationToken)
    {
        const string thing = "UDF metadata file";
        var entry = await UdfEntry.ReadAsync(reader, volume with { Metadata = null }, block, thing, cancellationToken);
        if (entry.Type is not (FileEntry.MetadataType or FileEntry.MetadataMirrorType) || entry.Length % Sector.Size != 0)
            throw new DamagedImageException(thing, volume.Offset(block), "is something else");
        return entry.Extents;
    }

    private static UdfVolume Parse(
        byte[] partition, byte[] logical, DiscExtent main, DiscExtent reserve, string thing, long offset)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(logical.AsSpan(212)) != Sector.Size)
            throw new DamagedImageException(thing, offset, "says that blocks are not 2048 bytes long");
        var maps = BinaryPrimitives.ReadUInt32LittleEndian(logical.AsSpan(268));
        var metadata = logical.AsSpan(440 + VolumeSequence.PlainMapLength, VolumeSequence.MetadataMapLength);
        var hasMetadata = maps == 2 && metadata[0] == 2 && metadata[1] == VolumeSequence.MetadataMapLength
            && metadata[5..].StartsWith("*UDF Metadata Partition"u8);
        if ((maps != 1 && !hasMetadata) || logical[440] != 1 || logical[441] != VolumeSequence.PlainMapLength)
            throw new DamagedImageException(thing, offset, "describes partitions that are not supported");
        if (BinaryPrimitives.ReadUInt16LittleEndian(logical.AsSpan(444)) != BinaryPrimitives.ReadUInt16LittleEndian(partition.AsSpan(22)))
            throw new DamagedImageException(thing, offset, "maps a partition that is not there");
        return new UdfVolume
        {
            PartitionStart = BinaryPrimitives.ReadUInt32LittleEndian(partition.AsSpan(188)),
            PartitionBlocks = BinaryPrimitives.ReadUInt32LittleEndian(partition.AsSpan(192)),
            FileSetBlock = BinaryPrimitives.ReadUInt32LittleEndian(logical.AsSpan(252)),
            Integrity = Extent(logical.AsSpan(432)),
            MetadataEntries = hasMetadata
                ? (BinaryPrimitives.ReadUInt32LittleEndian(metadata[40..]), BinaryPrimitives.ReadUInt32LittleEndian(metadata[44..]))
                : null,
            MainSequence = main,
            ReserveSequence = reserve,
        };
    }

    internal static UdfTag Check(ReadOnlySpan<byte> descriptor, ushort? identifier, long location, string thing, long offset)
    {
        if (!UdfTag.TryRead(descriptor, (uint)location, out var tag, out var cause))
            throw new DamagedImageException(thing, offset, cause);
        if (identifier is { } expected && tag.Identifier != expected)
            throw new DamagedImageException(thing, offset, "is something else");
        return tag;
    }

    private static DiscExtent Extent(ReadOnlySpan<byte> field) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(field[4..]) * (long)Sector.Size,
        BinaryPrimitives.ReadUInt32LittleEndian(field));
}
