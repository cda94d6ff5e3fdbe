using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>The volume level of UDF: recognition, descriptor sequence, integrity and anchors (ECMA-167 part 2 and 3).</summary>
internal static class VolumeSequence
{
    /// <summary>Bytes of every descriptor at this level but the integrity descriptor.</summary>
    internal const int DescriptorSize = 512;

    /// <summary>3/10.7.2 and UDF 2.50 2.2.10: bytes of the two kinds of partition map.</summary>
    internal const byte PlainMapLength = 6, MetadataMapLength = 64;

    /// <summary>2/9: one structure of the recognition sequence.</summary>
    internal static void WriteRecognition(Span<byte> block, ReadOnlySpan<byte> identifier)
    {
        identifier.CopyTo(block[1..]);
        block[6] = 1;
    }

    /// <summary>The descriptors of one sequence in their order; the rest of its blocks stays empty.</summary>
    internal static async Task WriteAsync(BlockOutput output, ImageMap map, uint sequence)
    {
        await output.ReserveAsync(UdfPlaces.SequenceBlocks);
        PrimaryVolume(output.NextBlock()[..DescriptorSize], map, sequence);
        ImplementationUse(output.NextBlock()[..DescriptorSize], map, sequence + 1);
        Partition(output.NextBlock()[..DescriptorSize], map, sequence + 2);
        LogicalVolume(output.NextBlock(), map, sequence + 3);
        UnallocatedSpace(output.NextBlock()[..24], map, sequence + 4);
        UdfTag.Seal(output.NextBlock()[..DescriptorSize], UdfTag.Terminating, sequence + 5, map.Udf.TagVersion);
        for (var i = 6; i < UdfPlaces.SequenceBlocks; i++)
            output.NextBlock();
    }

    /// <summary>3/10.10 with the implementation use of UDF 1.02 2.2.6.4, and the descriptor that ends the sequence.</summary>
    internal static async Task WriteIntegrityAsync(BlockOutput output, ImageMap map)
    {
        await output.ReserveAsync(UdfPlaces.IntegrityBlocks);
        Integrity(output.NextBlock(), map);
        UdfTag.Seal(output.NextBlock()[..DescriptorSize], UdfTag.Terminating, UdfPlaces.IntegritySequence + 1, map.Udf.TagVersion);
    }

    /// <summary>3/10.2.</summary>
    internal static void WriteAnchor(Span<byte> block, ImageMap map, uint location)
    {
        UdfField.Extent(block[16..], UdfPlaces.SequenceBlocks * Sector.Size, UdfPlaces.MainSequence);
        UdfField.Extent(block[24..], UdfPlaces.SequenceBlocks * Sector.Size, map.ReserveSequenceBlock);
        UdfTag.Seal(block[..DescriptorSize], UdfTag.Anchor, location, map.Udf.TagVersion);
    }

    /// <summary>3/10.1.</summary>
    private static void PrimaryVolume(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 1);
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(24, 32));
        BinaryPrimitives.WriteUInt16LittleEndian(d[56..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(d[58..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(d[60..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(d[62..], 2);
        BinaryPrimitives.WriteUInt32LittleEndian(d[64..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(d[68..], 1);
        Cs0.WriteDString(map.Fingerprint[..16] + map.Layout.VolumeIdentifier, d.Slice(72, 128));
        UdfField.CharacterSet(d.Slice(200, 64));
        UdfField.CharacterSet(d.Slice(264, 64));
        UdfField.Implementation(d.Slice(344, 32));
        UdfField.Timestamp(d.Slice(376, 12), map.Layout.CreatedAt);
        UdfField.Implementation(d.Slice(388, 32));
        UdfTag.Seal(d, UdfTag.PrimaryVolume, location, map.Udf.TagVersion);
    }

    /// <summary>3/10.4 as UDF 1.02 2.2.7 fills it.</summary>
    private static void ImplementationUse(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 2);
        UdfField.UdfIdentifier(d.Slice(20, 32), "*UDF LV Info"u8, map.Udf);
        UdfField.CharacterSet(d.Slice(52, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(116, 128));
        UdfField.Implementation(d.Slice(352, 32));
        UdfTag.Seal(d, UdfTag.ImplementationUse, location, map.Udf.TagVersion);
    }

    /// <summary>3/10.5: read-only, and it holds everything from the file set to the last file.</summary>
    private static void Partition(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(d[20..], 1);
        UdfField.Identifier(d.Slice(24, 32), map.Udf.PartitionContents);
        BinaryPrimitives.WriteUInt32LittleEndian(d[184..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(d[188..], map.PartitionStart);
        BinaryPrimitives.WriteUInt32LittleEndian(d[192..], map.PartitionBlocks);
        UdfField.Implementation(d.Slice(196, 32));
        UdfTag.Seal(d, UdfTag.Partition, location, map.Udf.TagVersion);
    }

    /// <summary>3/10.6 with one partition map of type 1 (3/10.7.2), and that of the metadata partition.</summary>
    private static void LogicalVolume(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 4);
        UdfField.CharacterSet(d.Slice(20, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(84, 128));
        BinaryPrimitives.WriteUInt32LittleEndian(d[212..], Sector.Size);
        UdfField.Domain(d.Slice(216, 32), map.Udf);
        UdfField.LongAllocation(d.Slice(248, 16), UdfPlaces.FileSetBlocks * Sector.Size, 0, map.Udf.MetadataReference, 0);
        UdfField.Implementation(d.Slice(272, 32));
        UdfField.Extent(d[432..], UdfPlaces.IntegrityBlocks * Sector.Size, UdfPlaces.IntegritySequence);
        d[440] = 1;
        d[441] = PlainMapLength;
        BinaryPrimitives.WriteUInt16LittleEndian(d[442..], 1);
        var maps = (int)PlainMapLength;
        if (map.Udf.HasMetadataPartition)
        {
            MetadataPartition(d.Slice(440 + maps, MetadataMapLength), map);
            maps += MetadataMapLength;
        }

        BinaryPrimitives.WriteInt32LittleEndian(d[264..], maps);
        BinaryPrimitives.WriteUInt32LittleEndian(d[268..], map.Udf.HasMetadataPartition ? 2u : 1u);
        UdfTag.Seal(d[..(440 + maps)], UdfTag.LogicalVolume, location, map.Udf.TagVersion);
    }

    /// <summary>UDF 2.50 2.2.10: where the metadata file and its mirror lie. There is no bitmap, because nothing can be added.</summary>
    private static void MetadataPartition(Span<byte> m, ImageMap map)
    {
        m[0] = 2;
        m[1] = MetadataMapLength;
        UdfField.UdfIdentifier(m.Slice(4, 32), "*UDF Metadata Partition"u8, map.Udf);
        BinaryPrimitives.WriteUInt16LittleEndian(m[36..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(m[40..], map.Metadata.EntryBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(m[44..], map.MetadataMirror.EntryBlock);
        BinaryPrimitives.WriteUInt32LittleEndian(m[48..], uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(m[52..], UdfPlaces.MetadataUnit);
        BinaryPrimitives.WriteUInt16LittleEndian(m[56..], UdfPlaces.MetadataUnit);
        const byte duplicated = 1;
        m[58] = duplicated;
    }

    /// <summary>3/10.8, with nothing in it.</summary>
    private static void UnallocatedSpace(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 5);
        UdfTag.Seal(d, UdfTag.UnallocatedSpace, location, map.Udf.TagVersion);
    }

    private static void Integrity(Span<byte> d, ImageMap map)
    {
        UdfField.Timestamp(d.Slice(16, 12), map.Layout.CreatedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(d[28..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(d[40..], FileEntry.UniqueIdBase + (ulong)map.Tree.NextSerial);
        var partitions = map.Udf.HasMetadataPartition ? 2 : 1;
        BinaryPrimitives.WriteInt32LittleEndian(d[72..], partitions);
        BinaryPrimitives.WriteUInt32LittleEndian(d[76..], 46);
        // Two tables with a number for each partition: free blocks, of which there are none, and all blocks.
        var sizes = d[(80 + 4 * partitions)..];
        BinaryPrimitives.WriteUInt32LittleEndian(sizes, map.PartitionBlocks);
        if (map.Udf.HasMetadataPartition)
            BinaryPrimitives.WriteUInt32LittleEndian(sizes[4..], map.Metadata.Blocks);
        var use = d[(80 + 8 * partitions)..];
        UdfField.Implementation(use[..32]);
        BinaryPrimitives.WriteUInt32LittleEndian(use[32..], (uint)map.Tree.Leaves.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(use[36..], (uint)map.Tree.Folders.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(use[40..], map.Udf.Word);
        BinaryPrimitives.WriteUInt16LittleEndian(use[42..], map.Udf.Word);
        BinaryPrimitives.WriteUInt16LittleEndian(use[44..], map.Udf.Word);
        UdfTag.Seal(d[..(80 + 8 * partitions + 46)], UdfTag.LogicalVolumeIntegrity, UdfPlaces.IntegritySequence, map.Udf.TagVersion);
    }
}
