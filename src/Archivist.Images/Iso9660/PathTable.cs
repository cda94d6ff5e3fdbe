using System.Buffers.Binary;
using Archivist.Images.Mapping;

namespace Archivist.Images.Iso9660;

/// <summary>
/// A path table (ECMA-119 9.4): the directories, level by level, with the number of their parents. That number has 16 bits, so directories in one that comes behind the
/// 65,535th have no place in it, nor has anything below them. Their records lead to them: Linux, xorriso and whatever reads UDF never look at the table.
/// </summary>
internal static class PathTable
{
    /// <summary>Gives each directory that can be in the table its number, from 1, and 0 to the others.</summary>
    internal static void Number(IEnumerable<TreeNode> folders, bool joliet)
    {
        var next = 1u;
        foreach (var folder in folders)
        {
            var parent = ParentOf(folder, joliet);
            ref var place = ref Place(folder, joliet);
            place.Number = parent == folder || Place(parent, joliet).Number is > 0 and <= ushort.MaxValue ? next++ : 0;
        }
    }

    internal static uint Measure(IEnumerable<TreeNode> folders, FolderRecords records, bool joliet) =>
        checked((uint)folders.Where(folder => Place(folder, joliet).Number > 0).Sum(folder => (long)EntryLength(records.IdentifierLength(folder))));

    /// <summary>Type L is little-endian, type M big-endian; otherwise they are the same.</summary>
    internal static byte[] Render(IReadOnlyList<TreeNode> folders, FolderRecords records, uint length, bool joliet, bool bigEndian)
    {
        var table = new byte[length];
        var entry = table.AsSpan();
        Span<byte> identifier = stackalloc byte[256];
        foreach (var folder in folders)
        {
            var place = Place(folder, joliet);
            if (place.Number == 0)
                continue;
            var used = records.Identify(folder, identifier);
            var parentNumber = (ushort)Place(ParentOf(folder, joliet), joliet).Number;
            entry[0] = (byte)used;
            if (bigEndian)
            {
                BinaryPrimitives.WriteUInt32BigEndian(entry[2..], place.Block);
                BinaryPrimitives.WriteUInt16BigEndian(entry[6..], parentNumber);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(entry[2..], place.Block);
                BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], parentNumber);
            }

            identifier[..used].CopyTo(entry[8..]);
            entry = entry[EntryLength(used)..];
        }

        return table;
    }

    /// <summary>The root is its own parent.</summary>
    private static TreeNode ParentOf(TreeNode folder, bool joliet) => (joliet ? folder.Parent : folder.Folder!.IsoParent) ?? folder;

    private static ref FolderPlace Place(TreeNode folder, bool joliet)
    {
        var part = folder.Folder!;
        return ref (joliet ? ref part.Joliet : ref part.Iso);
    }

    private static int EntryLength(int identifier) => 8 + identifier + identifier % 2;
}
