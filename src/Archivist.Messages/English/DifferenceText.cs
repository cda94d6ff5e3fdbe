using Archivist.Platform.FileSystem;
using Archivist.Restore.Comparing;

namespace Archivist.Messages.English;

/// <summary>Differences between a directory and a snapshot in English.</summary>
public static class DifferenceText
{
    /// <summary>A predicate, to be put behind the path.</summary>
    public static string Of(EntryDifference difference) => difference switch
    {
        EntryDifference.Missing => "is missing",
        EntryDifference.Extra => "is not in the snapshot",
        EntryDifference.ForeignType(var type) => $"cannot be compared: its type was '{type}'",
        EntryDifference.Unreadable(var cause) => $"cannot be read: {CauseText.Of(cause)}",
        EntryDifference.OtherType(var now, var before) => $"is a {Of(now)}, was a {Of(before)}",
        EntryDifference.TooDeep => "is not compared further: its path is too long",
        EntryDifference.OtherTarget => "points elsewhere",
        EntryDifference.OtherDevice => "is another device",
        EntryDifference.OtherMode(var now, var before) => $"has mode {Octal(now)}, had {Octal(before)}",
        EntryDifference.OtherOwner(var user, var group, var userBefore, var groupBefore) => $"belongs to {user}:{group}, belonged to {userBefore}:{groupBefore}",
        EntryDifference.OtherTime(var now, var before) => $"was modified {now}, should be {before}",
        EntryDifference.OtherAttributes => "has other extended attributes",
        EntryDifference.HardLinkBroken => "is no longer a hard link to the same file",
        EntryDifference.OtherLength(var now, var before) => $"has {now} bytes, had {before}",
        EntryDifference.BlobMissing(var blob) => $"cannot be compared: blob {blob} is in no index",
        EntryDifference.OtherContent(var from, var to) => $"has other content between byte {from} and {to}",
        EntryDifference.LengthContradicted(var length, var blobs) => $"has {length} bytes, but its blobs make {blobs}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(NodeType? type) => type switch
    {
        NodeType.File => "file",
        NodeType.Directory => "directory",
        NodeType.SymbolicLink => "symbolic link",
        NodeType.BlockDevice => "block device",
        NodeType.CharacterDevice => "character device",
        NodeType.Fifo => "named pipe",
        NodeType.Socket => "socket",
        _ => "thing of unknown type",
    };

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
