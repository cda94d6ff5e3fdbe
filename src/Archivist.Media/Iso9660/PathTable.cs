using System.Buffers.Binary;
using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>A path table (ECMA-119 9.4): every folder, level by level, with the number of its parent.</summary>
internal static class PathTable
{
    internal static uint Measure(IEnumerable<TreeNode> folders, FolderRecords records) =>
        checked((uint)folders.Sum(folder => (long)EntryLength(IdentifierOf(folder, records).Length)));

    /// <summary>Type L is little-endian, type M big-endian; otherwise they are the same.</summary>
    internal static byte[] Render(IReadOnlyList<TreeNode> folders, FolderRecords records, bool joliet, bool bigEndian)
    {
        var table = new byte[Measure(folders, records)];
        var entry = table.AsSpan();
        foreach (var folder in folders)
        {
            var identifier = IdentifierOf(folder, records);
            var place = joliet ? folder.Joliet : folder.Iso;
            var parent = folder.Parent ?? folder;
            var parentNumber = joliet ? parent.Joliet.Number : parent.Iso.Number;
            entry[0] = (byte)identifier.Length;
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

            identifier.CopyTo(entry[8..]);
            entry = entry[EntryLength(identifier.Length)..];
        }

        return table;
    }

    private static int EntryLength(int identifier) => 8 + identifier + identifier % 2;

    private static byte[] IdentifierOf(TreeNode folder, FolderRecords records) =>
        folder.Parent is null ? DirectoryRecord.SelfIdentifier : records.Identifier(folder);
}
