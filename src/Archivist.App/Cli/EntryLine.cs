using System.Globalization;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.App.Cli;

/// <summary>How one entry of a snapshot is shown.</summary>
internal static class EntryLine
{
    internal static EntryRecord Record(TreeEntry entry, string? snapshotId = null)
    {
        var node = entry.Node;
        return new EntryRecord(
            "entry", entry.DisplayPath, node.Type.ToString(), Convert.ToString(node.Permissions, 8).PadLeft(4, '0'), node.UserId, node.GroupId,
            node.Size, node.ModifiedAt.ToString(), node.LinkTarget is null ? null : Encoding.UTF8.GetString(node.LinkTarget), snapshotId);
    }

    internal static string Text(TreeEntry entry, bool isLong)
    {
        if (!isLong)
            return entry.DisplayPath;
        var node = entry.Node;
        var target = node.LinkTarget is null ? "" : " -> " + new FileName(node.LinkTarget);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Mode(node)} {node.UserId,5} {node.GroupId,5} {node.Size,12} {Time(node.ModifiedAt)} {entry.DisplayPath}{target}");
    }

    internal static string Time(GoTime time) => time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Mode(Node node)
    {
        var text = new StringBuilder(node.Type switch
        {
            NodeType.Directory => "d",
            NodeType.SymbolicLink => "l",
            NodeType.BlockDevice => "b",
            NodeType.CharacterDevice => "c",
            NodeType.Fifo => "p",
            NodeType.Socket => "s",
            NodeType.Irregular or NodeType.Unknown => "?",
            _ => "-",
        });
        const string letters = "rwxrwxrwx";
        for (var i = 0; i < 9; i++)
            text.Append((node.Permissions >> (8 - i) & 1) != 0 ? letters[i] : '-');
        foreach (var (bit, place, with, without) in new[] { (0x800, 3, 's', 'S'), (0x400, 6, 's', 'S'), (0x200, 9, 't', 'T') })
        {
            if ((node.Permissions & bit) != 0)
                text[place] = text[place] == 'x' ? with : without;
        }

        return text.ToString();
    }
}
