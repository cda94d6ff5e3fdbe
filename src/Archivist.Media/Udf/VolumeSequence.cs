using System.Buffers.Binary;
using Archivist.Media.Mastering;

namespace Archivist.Media.Udf;

/// <summary>The volume level of UDF: recognition, descriptor sequence, integrity and anchors (ECMA-167 part 2 and 3).</summary>
internal static class VolumeSequence
{
    /// <summary>Bytes of every descriptor at this level but the integrity descriptor.</summary>
    internal const int DescriptorSize = 512;

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
        LogicalVolume(output.NextBlock()[..(DescriptorSize - 66)], map, sequence + 3);
        UnallocatedSpace(output.NextBlock()[..24], sequence + 4);
        UdfTag.Seal(output.NextBlock()[..DescriptorSize], UdfTag.Terminating, sequence + 5);
        for (var i = 6; i < UdfPlaces.SequenceBlocks; i++)
            output.NextBlock();
    }

    /// <summary>3/10.10 with the implementation use of UDF 1.02 2.2.6.4, and the descriptor that ends the sequence.</summary>
    internal static async Task WriteIntegrityAsync(BlockOutput output, ImageMap map)
    {
        await output.ReserveAsync(UdfPlaces.IntegrityBlocks);
        Integrity(output.NextBlock()[..134], map);
        UdfTag.Seal(output.NextBlock()[..DescriptorSize], UdfTag.Terminating, UdfPlaces.IntegritySequence + 1);
    }

    /// <summary>3/10.2.</summary>
    internal static void WriteAnchor(Span<byte> block, ImageMap map, uint location)
    {
        UdfField.Extent(block[16..], UdfPlaces.SequenceBlocks * Sector.Size, UdfPlaces.MainSequence);
        UdfField.Extent(block[24..], UdfPlaces.SequenceBlocks * Sector.Size, map.ReserveSequenceBlock);
        UdfTag.Seal(block[..DescriptorSize], UdfTag.Anchor, location);
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
        UdfTag.Seal(d, UdfTag.PrimaryVolume, location);
    }

    /// <summary>3/10.4 as UDF 1.02 2.2.7 fills it.</summary>
    private static void ImplementationUse(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 2);
        UdfField.UdfIdentifier(d.Slice(20, 32), "*UDF LV Info"u8);
        UdfField.CharacterSet(d.Slice(52, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(116, 128));
        UdfField.Implementation(d.Slice(352, 32));
        UdfTag.Seal(d, UdfTag.ImplementationUse, location);
    }

    /// <summary>3/10.5: read-only, and it holds everything from the file set to the last file.</summary>
    private static void Partition(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(d[20..], 1);
        UdfField.Identifier(d.Slice(24, 32), "+NSR02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(d[184..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(d[188..], UdfPlaces.PartitionStart);
        BinaryPrimitives.WriteUInt32LittleEndian(d[192..], PartitionBlocks(map));
        UdfField.Implementation(d.Slice(196, 32));
        UdfTag.Seal(d, UdfTag.Partition, location);
    }

    /// <summary>3/10.6 with one partition map of type 1 (3/10.7.2).</summary>
    private static void LogicalVolume(Span<byte> d, ImageMap map, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 4);
        UdfField.CharacterSet(d.Slice(20, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(84, 128));
        BinaryPrimitives.WriteUInt32LittleEndian(d[212..], Sector.Size);
        UdfField.Domain(d.Slice(216, 32));
        UdfField.LongAllocation(d.Slice(248, 16), UdfPlaces.FileSetBlocks * Sector.Size, 0, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(d[264..], 6);
        BinaryPrimitives.WriteUInt32LittleEndian(d[268..], 1);
        UdfField.Implementation(d.Slice(272, 32));
        UdfField.Extent(d[432..], UdfPlaces.IntegrityBlocks * Sector.Size, UdfPlaces.IntegritySequence);
        d[440] = 1;
        d[441] = 6;
        BinaryPrimitives.WriteUInt16LittleEndian(d[442..], 1);
        UdfTag.Seal(d, UdfTag.LogicalVolume, location);
    }

    /// <summary>3/10.8, with nothing in it.</summary>
    private static void UnallocatedSpace(Span<byte> d, uint location)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(d[16..], 5);
        UdfTag.Seal(d, UdfTag.UnallocatedSpace, location);
    }

    private static void Integrity(Span<byte> d, ImageMap map)
    {
        UdfField.Timestamp(d.Slice(16, 12), map.Layout.CreatedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(d[28..], 1);
        var nextUniqueId = FileEntry.UniqueIdBase + 2 + (ulong)(map.Tree.Folders.Count + map.Tree.Leaves.Count);
        BinaryPrimitives.WriteUInt64LittleEndian(d[40..], nextUniqueId);
        BinaryPrimitives.WriteUInt32LittleEndian(d[72..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(d[76..], 46);
        BinaryPrimitives.WriteUInt32LittleEndian(d[84..], PartitionBlocks(map));
        UdfField.Implementation(d.Slice(88, 32));
        BinaryPrimitives.WriteUInt32LittleEndian(d[120..], (uint)map.Tree.Leaves.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(d[124..], (uint)map.Tree.Folders.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(d[128..], UdfField.Revision);
        BinaryPrimitives.WriteUInt16LittleEndian(d[130..], UdfField.Revision);
        BinaryPrimitives.WriteUInt16LittleEndian(d[132..], UdfField.Revision);
        UdfTag.Seal(d, UdfTag.LogicalVolumeIntegrity, UdfPlaces.IntegritySequence);
    }

    private static uint PartitionBlocks(ImageMap map) => map.SessionTagBlock - UdfPlaces.PartitionStart;
}
