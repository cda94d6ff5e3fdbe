using Archivist.Capture.Problems;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for the problems of capturing.</summary>
internal static class CaptureMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindSource(problem) ?? FindBlocks(problem);

    private static Message? FindSource(Problem problem) => problem switch
    {
        CacheMarkInvalid(var text) => new Message($"'{text}' is not a file name that can mark a directory", "Write the name of a file, or NAME:HEADER."),
        SourceNameEmpty => new Message("the name of a source is empty", "Name files or directories."),
        SourceNameInvalid(var name) => new Message($"'{name}' is not a path", "Name files or directories."),
        SourcesNotFound(var paths) => new Message($"{string.Join(", ", paths)}: no such file or folder", "Name sources that exist."),
        NothingReadable(var path, var cause, var others) => new Message(
            $"no snapshot was stored, because nothing could be read: {path}: {Of(cause)}{(others == 0 ? "" : $", and {others} more")}", "Run as a user who can read the sources, or name others."),
        StreamNameInvalid(var name) => new Message($"'{name}' is not a valid file name", "Choose a name for the content of standard input."),
        StreamEmpty => new Message("standard input was empty: the snapshot contains an empty file"),
        SourceListTruncated => new Message("cannot use the list of sources: the last name does not end with a NUL, so the list may be truncated", "Make it with find … -print0."),
        SourceListEmptyName => new Message("cannot use the list of sources: it contains an empty name", "Make it with find … -print0."),
        SourceTypeUnknown => new Message("a file of this type cannot be stored in the repository format"),
        WatchesExhausted(var path, var watched) => new Message(
            $"cannot watch {path} for changes after {watched} directories, so every snapshot looks everywhere", "Raise the limit: sysctl fs.inotify.max_user_watches=1048576."),
        MadeUpFolderTaken(var path, var source) => new Message(
            $"the snapshot would hold {path} twice: the machine's layout, and what the source {source} has there", "Leave it out, or take the snapshot without the layout."),
        PictureLeft(var path, var cause) => new Message(
            $"cannot remove {path}, the read-only snapshot that was read: {Of(cause)}", "Remove it with btrfs subvolume delete: it keeps space from being freed."),
        OwnDirectoryCaptured(var own) => new Message($"the snapshot contains {OwnFolderText.Of(own)}", "Exclude it."),
        _ => null,
    };

    private static Message? FindBlocks(Problem problem) => problem switch
    {
        SourceTooLarge(var source, var size, var limit) => new Message($"{source} has more than {limit} chunks of {Quantity.Bytes(size)}", "Choose larger chunks."),
        BlockDirectoryTooLarge(var directory, var chunks, var limit) => new Message(
            $"{directory}: the block sources in this directory have {chunks} chunks together, more than {limit}", "Choose larger chunks, or capture them in several snapshots."),
        BlockSizeInvalid(var size) => new Message($"invalid chunk size of {size} bytes", "Choose a power of two from 4K to 8M."),
        BlockSourceRepeated(var address, var path) => new Message($"{address} is named twice, as {path}", "Name each block source once."),
        BlockSourceInsideSource(var address, var path, var source) => new Message($"{address} would be {path} in the snapshot, inside the source {source}", "Capture it in a snapshot of its own."),
        QemuImageLocked(var path, var words) => new Message($"cannot open {path}: {words}", "A virtual machine uses the image: have it export the disk by NBD, and capture nbd+unix:///NAME?socket=PATH."),
        QemuImageRefused(var path, var words) => new Message($"cannot open {path}: {words}", "Check the image with qemu-img info."),
        BlockReadWhole(var path, var reason, var bitmaps) => new Message($"{path} was read in full: {Of(reason, bitmaps)}"),
        BitmapMissedChanges(var path, var bitmap, var chunks, var offset) => new Message(
            $"{path}: {Quantity.Count(chunks, "chunk", "chunks")} changed without being marked in the dirty bitmap {bitmap}, the first at byte {offset}: only the full read found {(chunks == 1 ? "it" : "them")}",
            "This snapshot is correct, but snapshots since the last full read may contain old data there. Find out what cleared the bitmap, or wrote to the disk without QEMU."),
        QemuServerSilent(var path) => new Message($"cannot open {path}: qemu-nbd did not start in time", "Check the image with qemu-img info."),
        _ => null,
    };

    private static string Of(WholeRead reason, string bitmaps) => reason switch
    {
        WholeRead.NoBitmap => "it offers no dirty bitmap",
        WholeRead.FirstCapture => "no earlier capture is on record",
        WholeRead.Asked => "this was requested",
        WholeRead.CheckDue => "its dirty bitmap was due for verification",
        WholeRead.BitmapGone => "its dirty bitmap is gone",
        WholeRead.BitmapTooYoung => $"the dirty bitmap {bitmaps} is not known to have begun before the last snapshot",
        WholeRead.BitmapCleared => $"the dirty bitmap {bitmaps} no longer contains changes that it contained before: it was cleared or replaced, or the disk was reverted",
        WholeRead.BitmapRefused => $"the dirty bitmap {bitmaps} missed changes before",
        WholeRead.BitmapUnreadable => $"the server cannot report the dirty bitmap {bitmaps}",
        WholeRead.LengthChanged => "its size has changed since the last snapshot",
        WholeRead.ChunkSizeChanged => "its chunk size has changed since the last snapshot",
        WholeRead.SnapshotGone => "its last snapshot was removed",
        WholeRead.SnapshotUnusable => "its last snapshot is damaged, or has other chunk boundaries",
        _ => $"{reason}",
    };

    /// <summary>A cause that is a problem of this room has its words here.</summary>
    private static string Of(Cause cause) => cause is Cause.Known(var known) && Find(known) is { } own ? own.Sentence : CommandLineMessages.Instance.Of(cause);
}
