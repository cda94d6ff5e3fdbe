using System.Buffers.Binary;
using Archivist.Media.Mastering;

namespace Archivist.Media.Iso9660;

/// <summary>A path table (ECMA-119 9.4): every folder, level by level, with the number of its parent.</summary>
internal static class PathTable
{
    internal static uint Measure(IEnumerable<TreeNode> folders, FolderRecords records) =>
        checked((uint)folders.Sum(folder => (long)EntryLength(records.IdentifierLength(folder))));

    /// <summary>Type L is little-endian, type M big-endian; otherwise they are the same.</summary>
    internal static byte[] Render(IReadOnlyList<TreeNode> folders, FolderRecords records, uint length, bool joliet, bool bigEndian)
    {
        var table = new byte[length];
        var entry = table.AsSpan();
        Span<byte> identifier = stackalloc byte[256];
        foreach (var folder in folders)
        {
            var used = records.Identify(folder, identifier);
            var place = joliet ? folder.Folder!.Joliet : folder.Folder!.Iso;
            var parent = (joliet ? folder.Parent : folder.Folder!.IsoParent) ?? folder;
            var parentNumber = joliet ? parent.Folder!.Joliet.Number : parent.Folder!.Iso.Number;
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

    private static int EntryLength(int identifier) => 8 + identifier + identifier % 2;
}
