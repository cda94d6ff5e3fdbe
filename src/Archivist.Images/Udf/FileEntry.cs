using System.Buffers.Binary;
using Archivist.Images.Mapping;
using Archivist.Images.Model;

namespace Archivist.Images.Udf;

/// <summary>
/// A file entry (ECMA-167 4/14.9) or, from UDF 2.00, an extended one (4/14.17): one block for each file, directory, link and special
/// file, and further blocks of allocation descriptors (4/14.5) for files that are too long for one.
/// </summary>
internal static class FileEntry
{
    /// <summary>Of an entry of the 2nd and of the 3rd edition.</summary>
    internal const int FixedLength = 176, ExtendedFixedLength = 216;

    /// <summary>Whole blocks below the limit of 30 bits that an allocation descriptor has (4/14.14.1.1).</summary>
    internal const uint MaxExtent = 0x3FFFF800;

    /// <summary>Unique ids below 16 are reserved (UDF 1.02 3.2.1.1).</summary>
    internal const uint UniqueIdBase = 16;

    internal const byte
        FolderType = 4, RegularType = 5, BlockDeviceType = 6, CharacterDeviceType = 7, FifoType = 9, SocketType = 10, LinkType = 12,
        MetadataType = 250, MetadataMirrorType = 251;

    internal const ushort ShortAllocation = 0, LongAllocation = 1, Embedded = 3;

    /// <summary>4/14.14.1.1: the extent holds further allocation descriptors.</summary>
    internal const uint ContinuationExtent = 3u << 30;

    /// <summary>4/14.5: bytes in front of the descriptors of an allocation extent.</summary>
    internal const int AllocationExtentHeader = 24;

    /// <summary>4/14.10.1 and 4/14.10.7: the header of attributes, and the device specification with UDF's 32 bytes of who wrote it.</summary>
    private const int AttributeHeaderLength = 24, DeviceLength = 56;

    internal static uint UniqueId(TreeNode node) => node.Parent is null ? 0 : UniqueIdBase + node.Serial;

    /// <summary>Blocks that a node takes: its entry, and what allocation descriptors need beyond that.</summary>
    internal static uint Blocks(TreeNode node, ImageMap map)
    {
        if (node.File is null)
            return 1;
        var count = (node.Length + map.MaxUdfExtent - 1) / map.MaxUdfExtent;
        var room = (Sector.Size - map.Udf.FileEntryLength) / map.Udf.AllocationSize;
        if (count <= room)
            return 1;
        // Each block but the last spends one descriptor on the way to the next.
        var perExtent = (Sector.Size - AllocationExtentHeader) / map.Udf.AllocationSize;
        var blocks = 1u;
        for (var left = count - (room - 1); left > 0; left -= perExtent - 1)
        {
            blocks++;
            if (left <= perExtent)
                break;
        }

        return blocks;
    }

    /// <summary>True for a link whose components do not fit into its entry: they lie among the contents.</summary>
    private static bool HasOutsideTarget(TreeNode node, UdfProfile profile) =>
        node.LinkTarget is { } target && target.Length * 3L > Sector.Size - profile.FileEntryLength
        && PathComponents.Of(target).Length > Sector.Size - profile.FileEntryLength;

    /// <summary>Links whose targets lie among the contents; none without UDF.</summary>
    internal static IEnumerable<TreeNode> OutsideTargets(ImageMap map) =>
        map.HasUdf ? map.Tree.Leaves.Where(leaf => leaf.IsLink && HasOutsideTarget(leaf, map.Udf)) : [];

    /// <summary>Writes all blocks of a node.</summary>
    internal static async ValueTask WriteAsync(BlockOutput output, TreeNode node, ImageMap map)
    {
        var blocks = (int)Blocks(node, map);
        await output.ReserveAsync(1);
        var cursor = Write(output.NextBlock(), node, map, blocks > 1);
        for (var i = 1; i < blocks; i++)
        {
            await output.ReserveAsync(1);
            WriteAllocationExtent(output.NextBlock(), node, map, cursor, (uint)i, i < blocks - 1);
        }
    }

    /// <summary>The entry of the metadata file or its mirror (UDF 2.50 2.2.13), which no directory names.</summary>
    internal static void WriteMetadata(Span<byte> block, MetadataPlace place, bool isMirror, ImageMap map)
    {
        var length = place.Blocks * (long)Sector.Size;
        WriteHead(block, isMirror ? MetadataMirrorType : MetadataType, ShortAllocation, map.Layout.CreatedAt, map.Udf);
        BinaryPrimitives.WriteInt64LittleEndian(block[56..], length);
        BinaryPrimitives.WriteInt64LittleEndian(block[64..], length);
        BinaryPrimitives.WriteInt64LittleEndian(block[72..], place.Blocks);
        var cursor = new ExtentsToWrite(place.Block, length);
        var used = cursor.Write(block[ExtendedFixedLength..], 8, MaxExtent);
        BinaryPrimitives.WriteInt32LittleEndian(block[212..], used);
        UdfTag.Seal(block[..(ExtendedFixedLength + used)], UdfTag.ExtendedFile, place.EntryBlock, map.Udf.TagVersion);
    }

    private static ExtentsToWrite Write(Span<byte> block, TreeNode node, ImageMap map, bool continues)
    {
        var profile = map.Udf;
        var start = profile.FileEntryLength;
        var target = node.LinkTarget is { } text ? PathComponents.Of(text) : [];
        var isEmbedded = node.IsLink && node.DataBlock == 0;
        var length = node.Folder?.UdfLength ?? (node.IsLink ? target.Length : node.Length);
        var allocation = isEmbedded ? Embedded : !node.IsFolder && profile.AllocationSize == 16 ? LongAllocation : ShortAllocation;
        WriteHead(block, TypeOf(node), (ushort)(Flags(node.Item.Mode) | allocation), node.Item.ModifiedAt, profile);
        BinaryPrimitives.WriteUInt32LittleEndian(block[36..], node.Item.UserId);
        BinaryPrimitives.WriteUInt32LittleEndian(block[40..], node.Item.GroupId);
        BinaryPrimitives.WriteUInt32LittleEndian(block[44..], Permissions(node.Item.Mode));
        // Names that refer to this entry: its own, and the parent entry of each directory in it.
        var links = node.Folder is { } folder ? folder.Folders + 1 : node.Links;
        BinaryPrimitives.WriteUInt16LittleEndian(block[48..], (ushort)Math.Min(links, ushort.MaxValue));
        var recorded = isEmbedded ? 0 : Sector.Count(length);
        BinaryPrimitives.WriteInt64LittleEndian(block[56..], length);
        if (profile.IsExtended)
            BinaryPrimitives.WriteInt64LittleEndian(block[64..], length);
        BinaryPrimitives.WriteInt64LittleEndian(block[(profile.IsExtended ? 72 : 64)..], recorded);
        BinaryPrimitives.WriteUInt64LittleEndian(block[(start - 16)..], UniqueId(node));

        var attributes = node.Item is DiscSpecial { Kind: DiscEntryKind.BlockDevice or DiscEntryKind.CharacterDevice } device
            ? WriteDevice(block[start..], device, node.UdfEntryBlock, profile)
            : 0;
        BinaryPrimitives.WriteInt32LittleEndian(block[(start - 8)..], attributes);
        start += attributes;
        var first = node.Folder?.UdfBlock ?? node.DataBlock - map.PartitionStart;
        var cursor = new ExtentsToWrite(first, isEmbedded ? 0 : length);
        int used;
        if (isEmbedded)
        {
            target.CopyTo(block[start..]);
            used = target.Length;
        }
        else
            used = WriteExtents(block[start..], cursor, allocation, map, continues, node.UdfEntryBlock + 1);
        BinaryPrimitives.WriteInt32LittleEndian(block[(profile.FileEntryLength - 4)..], used);
        UdfTag.Seal(
            block[..(start + used)], profile.IsExtended ? UdfTag.ExtendedFile : UdfTag.File, node.UdfEntryBlock, profile.TagVersion);
        return cursor;
    }

    private static void WriteAllocationExtent(
        Span<byte> block, TreeNode node, ImageMap map, ExtentsToWrite cursor, uint index, bool continues)
    {
        var location = node.UdfEntryBlock + index;
        var allocation = map.Udf.AllocationSize == 16 ? LongAllocation : ShortAllocation;
        var used = WriteExtents(block[AllocationExtentHeader..], cursor, allocation, map, continues, location + 1);
        BinaryPrimitives.WriteInt32LittleEndian(block[20..], used);
        // UDF 2.3.11: the CRC covers the header and the descriptors.
        UdfTag.Seal(block[..(AllocationExtentHeader + used)], UdfTag.AllocationExtent, location, map.Udf.TagVersion);
    }

    /// <summary>As many descriptors as fit, the last of which leads to the next block when there is one.</summary>
    private static int WriteExtents(Span<byte> room, ExtentsToWrite cursor, ushort allocation, ImageMap map, bool continues, uint next)
    {
        var size = allocation == LongAllocation ? 16 : 8;
        var count = room.Length / size - (continues ? 1 : 0);
        var used = cursor.Write(room[..(count * size)], size, map.MaxUdfExtent);
        if (!continues)
            return used;
        if (size == 16)
            UdfField.LongAllocation(room[used..], ContinuationExtent | Sector.Size, next, map.Udf.MetadataReference, 0);
        else
            UdfField.Extent(room[used..], ContinuationExtent | Sector.Size, next);
        return used + size;
    }

    /// <summary>The tag of the ICB (4/14.6) and the times, and who wrote it.</summary>
    private static void WriteHead(Span<byte> block, byte type, ushort flags, DateTimeOffset time, UdfProfile profile)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(block[20..], 4);
        BinaryPrimitives.WriteUInt16LittleEndian(block[24..], 1);
        block[27] = type;
        BinaryPrimitives.WriteUInt16LittleEndian(block[34..], flags);
        var times = profile.IsExtended ? 80 : 72;
        UdfField.Timestamp(block.Slice(times, 12), time);
        block.Slice(times, 12).CopyTo(block[(times + 12)..]);
        block.Slice(times, 12).CopyTo(block[(times + 24)..]);
        if (profile.IsExtended)
            block.Slice(times, 12).CopyTo(block[(times + 36)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(block[(profile.IsExtended ? 128 : 108)..], 1);
        UdfField.Implementation(block.Slice(profile.FileEntryLength - 48, 32));
    }

    private static int WriteDevice(Span<byte> area, DiscSpecial device, uint location, UdfProfile profile)
    {
        const int length = AttributeHeaderLength + DeviceLength;
        var attribute = area.Slice(AttributeHeaderLength, DeviceLength);
        const uint deviceSpecification = 12;
        BinaryPrimitives.WriteUInt32LittleEndian(attribute, deviceSpecification);
        attribute[4] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(attribute[8..], DeviceLength);
        BinaryPrimitives.WriteUInt32LittleEndian(attribute[12..], 32);
        BinaryPrimitives.WriteUInt32LittleEndian(attribute[16..], device.Major);
        BinaryPrimitives.WriteUInt32LittleEndian(attribute[20..], device.Minor);
        UdfField.Implementation(attribute.Slice(24, 32));
        // No implementation or application attributes: both would begin where the area ends (UDF 1.02 3.3.4.1).
        BinaryPrimitives.WriteUInt32LittleEndian(area[16..], profile.IsExtended ? uint.MaxValue : length);
        BinaryPrimitives.WriteUInt32LittleEndian(area[20..], profile.IsExtended ? uint.MaxValue : length);
        UdfTag.Seal(area[..AttributeHeaderLength], UdfTag.AttributeHeader, location, profile.TagVersion);
        return length;
    }

    private static byte TypeOf(TreeNode node) => node.Item switch
    {
        DiscFolder => FolderType,
        DiscLink => LinkType,
        DiscSpecial { Kind: DiscEntryKind.BlockDevice } => BlockDeviceType,
        DiscSpecial { Kind: DiscEntryKind.CharacterDevice } => CharacterDeviceType,
        DiscSpecial { Kind: DiscEntryKind.Fifo } => FifoType,
        DiscSpecial => SocketType,
        _ => RegularType,
    };

    /// <summary>4/14.9.5: five bits each for others, group and owner; execute, write and read are the lower three.</summary>
    private static uint Permissions(int mode)
    {
        static uint Bits(int three) => (uint)(three & 7);
        return Bits(mode) | Bits(mode >> 3) << 5 | Bits(mode >> 6) << 10;
    }

    /// <summary>4/14.6.8: setuid, setgid and sticky are bits 6 to 8 of the flags of the ICB.</summary>
    private static int Flags(int mode) =>
        ((mode & 0x800) != 0 ? 1 << 6 : 0) | ((mode & 0x400) != 0 ? 1 << 7 : 0) | ((mode & 0x200) != 0 ? 1 << 8 : 0);

    /// <summary>The extents of one content, written a few at a time.</summary>
    private sealed class ExtentsToWrite(uint block, long length)
    {
        private uint _block = block;
        private long _left = length;

        /// <summary>4/14.14.1 and 4/14.14.2: length and first block of each extent, as many as fit.</summary>
        internal int Write(Span<byte> descriptors, int size, uint maxExtent)
        {
            var used = 0;
            for (; _left > 0 && used + size <= descriptors.Length; used += size)
            {
                var part = (uint)Math.Min(_left, maxExtent);
                UdfField.Extent(descriptors[used..], part, _block);
                _block += part / Sector.Size;
                _left -= part;
            }

            return used;
        }
    }
}
