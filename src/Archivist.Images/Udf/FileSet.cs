using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>The file set descriptor (ECMA-167 4/14.1), the first block of the partition or of its metadata, and its terminator.</summary>
internal static class FileSet
{
    internal static async Task WriteAsync(BlockOutput output, ImageMap map)
    {
        await output.ReserveAsync(UdfPlaces.FileSetBlocks);
        Write(output.NextBlock()[..512], map);
        UdfTag.Seal(output.NextBlock()[..512], UdfTag.Terminating, 1, map.Udf.TagVersion);
    }

    private static void Write(Span<byte> d, ImageMap map)
    {
        UdfField.Timestamp(d.Slice(16, 12), map.Layout.CreatedAt);
        BinaryPrimitives.WriteUInt16LittleEndian(d[28..], 3);
        BinaryPrimitives.WriteUInt16LittleEndian(d[30..], 3);
        BinaryPrimitives.WriteUInt32LittleEndian(d[32..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(d[36..], 1);
        UdfField.CharacterSet(d.Slice(48, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(112, 128));
        UdfField.CharacterSet(d.Slice(240, 64));
        Cs0.WriteDString(map.Layout.VolumeIdentifier, d.Slice(304, 32));
        UdfField.LongAllocation(d.Slice(400, 16), Sector.Size, map.Tree.Root.UdfEntryBlock, map.Udf.MetadataReference, 0);
        UdfField.Domain(d.Slice(416, 32), map.Udf);
        UdfTag.Seal(d, UdfTag.FileSet, 0, map.Udf.TagVersion);
    }
}
