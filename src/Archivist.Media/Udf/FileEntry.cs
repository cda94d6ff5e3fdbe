using System.Buffers.Binary;
using Archivist.Media.Mastering;

namespace Archivist.Media.Udf;

/// <summary>A file entry (ECMA-167 4/14.9), one block for each file, folder and link.</summary>
internal static class FileEntry
{
    internal const int FixedLength = 176;

    /// <summary>Whole blocks below the limit of 30 bits that an allocation descriptor has (4/14.14.1.1).</summary>
    internal const uint MaxExtent = 0x3FFFF800;

    /// <summary>As many short allocation descriptors as one block holds.</summary>
    internal const long MaxLength = (Sector.Size - FixedLength) / 8 * (long)MaxExtent;

    /// <summary>Unique ids below 16 are reserved (UDF 1.02 3.2.1.1).</summary>
    internal const uint UniqueIdBase = 16;

    internal const byte FolderType = 4, RegularType = 5, LinkType = 12;

    internal const ushort ShortAllocation = 0, LongAllocation = 1, Embedded = 3;

    internal static uint UniqueId(TreeNode node) => node.Parent is null ? 0 : UniqueIdBase + node.Serial;

    internal static void Write(Span<byte> block, TreeNode node)
    {
        var type = node.IsFolder ? FolderType : node.LinkTarget is null ? RegularType : LinkType;
        var embedded = node.LinkTarget is null ? [] : PathComponents(node.LinkTarget);
        var length = node.IsFolder ? node.UdfFolderLength : node.LinkTarget is null ? node.Length : embedded.Length;

        BinaryPrimitives.WriteUInt16LittleEndian(block[20..], 4);
        BinaryPrimitives.WriteUInt16LittleEndian(block[24..], 1);
        block[27] = type;
        var allocation = embedded.Length > 0 ? Embedded : ShortAllocation;
        BinaryPrimitives.WriteUInt16LittleEndian(block[34..], (ushort)(Flags(node.Permissions) | allocation));
        BinaryPrimitives.WriteUInt32LittleEndian(block[44..], Permissions(node.Permissions));
        BinaryPrimitives.WriteUInt16LittleEndian(block[48..], (ushort)Math.Min(Links(node), ushort.MaxValue));
        BinaryPrimitives.WriteUInt64LittleEndian(block[56..], (ulong)length);
        BinaryPrimitives.WriteUInt64LittleEndian(block[64..], embedded.Length > 0 ? 0 : (ulong)Sector.Count(length));
        UdfField.Timestamp(block.Slice(72, 12), node.ModifiedAt);
        UdfField.Timestamp(block.Slice(84, 12), node.ModifiedAt);
        UdfField.Timestamp(block.Slice(96, 12), node.ModifiedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(block[108..], 1);
        UdfField.Implementation(block.Slice(128, 32));
        BinaryPrimitives.WriteUInt64LittleEndian(block[160..], UniqueId(node));

        embedded.CopyTo(block[FixedLength..]);
        var used = embedded.Length > 0
            ? embedded.Length
            : WriteExtents(block[FixedLength..], length, node.IsFolder ? node.UdfFolderBlock : node.DataBlock - UdfPlaces.PartitionStart);
        BinaryPrimitives.WriteUInt32LittleEndian(block[172..], (uint)used);
        UdfTag.Seal(block[..(FixedLength + used)], UdfTag.File, node.UdfEntryBlock);
    }

    /// <summary>4/14.14.1: length and first block of each extent.</summary>
    private static int WriteExtents(Span<byte> descriptors, long length, uint block)
    {
        var used = 0;
        for (; length > 0; used += 8)
        {
            var part = (uint)Math.Min(length, MaxExtent);
            UdfField.Extent(descriptors[used..], part, block);
            block += part / Sector.Size;
            length -= part;
        }

        return used;
    }

    /// <summary>Names that refer to this entry: its own, and the parent entry of each folder in it.</summary>
    private static int Links(TreeNode node) => node.IsFolder ? node.Folders.Count() + 1 : 1;

    /// <summary>4/14.9.5: five bits each for others, group and owner; execute, write and read are the lower three.</summary>
    private static uint Permissions(int mode)
    {
        static uint Bits(int three) => (uint)(((three & 1) != 0 ? 1 : 0) | ((three & 2) != 0 ? 2 : 0) | ((three & 4) != 0 ? 4 : 0));
        return Bits(mode) | Bits(mode >> 3) << 5 | Bits(mode >> 6) << 10;
    }

    /// <summary>4/14.6.8: setuid, setgid and sticky are bits 6 to 8 of the flags of the ICB.</summary>
    private static int Flags(int mode) =>
        ((mode & 0x800) != 0 ? 1 << 6 : 0) | ((mode & 0x400) != 0 ? 1 << 7 : 0) | ((mode & 0x200) != 0 ? 1 << 8 : 0);

    /// <summary>4/14.16.1: the components of a link's target.</summary>
    private static byte[] PathComponents(string target)
    {
        const byte root = 2, parent = 3, current = 4, name = 5;
        var bytes = new List<byte>();
        if (target[0] == '/')
            bytes.AddRange([root, 0, 0, 0]);
        Span<byte> encoded = stackalloc byte[512];
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "." or "..")
            {
                bytes.AddRange([part is "." ? current : parent, 0, 0, 0]);
                continue;
            }

            var length = Cs0.Fits(part) ? Cs0.Encode(part, encoded) : Cs0.Encode(UdfNames.For([part])[0], encoded);
            bytes.AddRange([name, (byte)length, 0, 0]);
            bytes.AddRange(encoded[..length]);
        }

        return [.. bytes];
    }
}
