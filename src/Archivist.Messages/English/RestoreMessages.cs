using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Restore.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of restoring.</summary>
internal static class RestoreMessages
{
    private const string Repair = "Check the repository, then repair it from a replica.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindRequest(problem) ?? FindTarget(problem) ?? FindEntry(problem) ?? FindMount(problem);

    private static Message? FindRequest(Problem problem) => problem switch
    {
        IdInvalid(var text) => new Message($"'{text}' is not the beginning of an id", "Ids are written in hexadecimal digits."),
        RestoreIntoOwnDirectory(var target, var own) => new Message($"cannot restore to {target}: {OwnFolderText.Of(own)} is there", "Choose a directory outside it."),
        StagedRestoreLimited => new Message("a restore from several discs writes every file whole: it cannot keep or update files, nor be a dry run", "Copy the discs into one directory and restore from there."),
        DeleteAtRoot(var target) => new Message($"cannot delete what is not in the snapshot from {target}, the root of this machine", "Choose which paths to restore, or another target."),
        NothingIncluded(var snapshot) => new Message($"no path in snapshot {snapshot.Value.Short} is included", "Check the patterns against the content of the snapshot."),
        ArchiveEntryUnsafe(var path) => new Message($"{path}: an archive with this entry could write outside its directory", "Restore the snapshot instead: such entries are left out, and the rest comes back."),
        _ => null,
    };

    private static Message? FindTarget(Problem problem) => problem switch
    {
        RestoreOutOfSpace(var target, var filesLeft, var files, var bytesLeft, var examples, var lacking) => new Message(
            $"no space left on the target {target}: {filesLeft} of {files} files{(examples.Count == 0 ? "" : $" (such as {string.Join(", ", examples)})")}, {Quantity.Bytes(bytesLeft)}, are missing; "
            + (lacking is { } bytes ? $"at least {Quantity.Bytes(bytes)} more room is needed" : "the file system has free space, so its inodes or the quota are used up"),
            "Free some space or choose a larger target, then run the same command again. Every file under its own name is whole; unfinished ones end in .incomplete."),
        DeviceContentDiffers(var device, var bytes) => new Message($"{device}: {Quantity.Bytes(bytes)} that were read back differ from what was written", "Replace the disk."),
        DeviceRestoreIncomplete(_, var device, var cause) => new Message($"{device}: not everything could be restored: {CauseText.Of(cause)}", "The content of the device is not usable now. Check the repository, repair it from a replica, and restore again."),
        NotDeviceOrFile(var path) => new Message($"{path} is neither a disk nor a file", "Name a disk, or a file that exists."),
        DeviceTooSmall(var device, var length, var file, var size) => new Message($"{device} has {Quantity.Bytes(length)}, but {file} has {Quantity.Bytes((long)size)}", "Choose a larger disk."),
        TargetDeviceInUse(var device) => new Message($"{device} is mounted or otherwise in use", "Unmount it and everything on it, then run the same command again."),
        DeviceNotWritable(var device, var cause) => new Message($"cannot write to {device}: {CauseText.Of(cause)}", "Run as root."),
        NothingDeleted(var target) => new Message($"{target}: nothing was deleted, because the snapshot does not contain its own sources and so does not say which directories it captured whole"),
        _ => null,
    };

    private static Message? FindEntry(Problem problem) => problem switch
    {
        ContentNotIndexed(var path, var blob) => new Message($"{path}: blob {blob} is in no index", Repair),
        SizeContradicted(var path, var claimed, var actual) => new Message($"{path} claims {claimed} bytes, but its blobs have {actual}", Repair),
        EntryInvalid(_, var fault) => new Message(
            fault switch
            {
                EntryFault.NameUnsafe => "its name would lead out of its directory",
                EntryFault.NameRepeated => "its directory has two entries of this name",
                _ => "the target of the link contains a zero byte",
            },
            Repair),
        EntryTypeForeign(_, var type) => new Message($"left out: its type '{type}' cannot be restored"),
        EntryNotDeleted(_, var cause) => new Message($"cannot be deleted: {CauseText.Of(cause)}"),
        OwnDirectoryKept(_, var own) => new Message($"left as it is: {OwnFolderText.Of(own)} is there"),
        LinkedFileBroken(_, _, var first) => new Message($"it is the same file as {first}, which could not be restored"),
        OwnerNotRestored(_, var user, var group, var cause) => new Message($"cannot set the owner {user}:{group}: {CauseText.Of(cause)}"),
        AttributeNotRestored(_, var attribute, var cause) => new Message($"cannot set the extended attribute {attribute}: {CauseText.Of(cause)}"),
        _ => null,
    };

    private static Message? FindMount(Problem problem) => problem switch
    {
        MountPointNotFound(var point) => new Message($"{point}: directory not found", $"Create it: mkdir -p {point}"),
        MountPointNotDirectory(var point) => new Message($"{point} is not a directory", "Name an empty directory."),
        MountOverOwnDirectory(var point, var own) => new Message($"cannot mount on {point}: {OwnFolderText.Of(own)} is there", "Choose an empty directory outside it."),
        MountRefused(var point, var cause) => new Message($"cannot mount on {point}: {CauseText.Of(cause)}", "Check whether something is mounted there already."),
        FuseUnavailable(var cause) => new Message($"cannot open /dev/fuse: {CauseText.Of(cause)}", "Load the kernel module: modprobe fuse"),
        FusermountFailed(var point, var words, var forOthers) => new Message(
            $"cannot mount on {point}: {words.TrimEnd('.')}", forOthers ? "Access for other users needs the line user_allow_other in /etc/fuse.conf." : "The directory must be yours."),
        FusermountSilent(var point) => new Message($"cannot mount on {point}: fusermount3 returned no file descriptor"),
        SnapshotListOutdated(var cause) => new Message($"cannot refresh the list of snapshots: {CauseText.Of(cause)}"),
        NbdAddressUnusable(var address, var cause) => new Message($"cannot listen on {address}: {CauseText.Of(cause)}", "Choose another address; port 0 takes a free one."),
        _ => null,
    };
}
