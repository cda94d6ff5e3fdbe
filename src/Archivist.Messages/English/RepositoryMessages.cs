using System.Globalization;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of the repository.</summary>
internal static class RepositoryMessages
{
    private const string Repair = "Check the repository, then repair it from a replica.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOpening(problem) ?? FindDamage(problem) ?? FindPruning(problem) ?? FindLock(problem) ?? RepositoryFindings.Find(problem);

    private static Message? FindOpening(Problem problem) => problem switch
    {
        RepositoryNotFound(var location) => new Message($"{location}: there is no repository here", "Check the path."),
        RepositoryExists(var location) => new Message($"{location}: there is a repository here already", "Choose another place, or use this repository as it is."),
        ConfigLost(var location, var found) => new Message(
            $"{location}: the config file of the repository is missing, but {found} is there", "Copy the config file from a replica or a disc, or choose an empty place."),
        RepositoryWithoutKeys(var location) => new Message($"{location}: the repository has no keys", "Copy the keys directory from a replica or a disc."),
        PasswordWrong(var location) => new Message($"{location}: the password opens none of the repository's keys", "Check the password and try again."),
        PasswordEmpty => new Message("the new password is empty", "Choose a passphrase of several words."),
        SnapshotNotFound(var reference, var location) => new Message($"snapshot '{reference}' not found{(location is null ? "" : $" in {location}")}", "Check the id against the list of snapshots."),
        SnapshotAmbiguous(var reference, var count) => new Message($"snapshot '{reference}' is ambiguous: {count} ids begin with it", "Write more digits of the id."),
        KeyNotFound(var reference) => new Message($"key '{reference}' not found", "Check the id against the list of keys."),
        KeyAmbiguous(var reference, var count) => new Message($"key '{reference}' is ambiguous: {count} ids begin with it", "Write more digits of the id."),
        KeyInUse(var key) => new Message($"key {key.Short} is in use: it opened the repository, and cannot be removed", "Open the repository with another password to remove this one."),
        PathNotInSnapshot(var path, var snapshot) => new Message($"{path}: not found in snapshot {snapshot.Value.Short}", "Check the path against the content of the snapshot."),
        PathNotFile(var path, var snapshot) => new Message($"{path} is not a file in snapshot {snapshot.Value.Short}", "Name a file or the image of a disk."),
        FolderNotInSnapshot(var path, var snapshot) => new Message($"{path}: no such folder in snapshot {snapshot.Value.Short}", "Check the path against the content of the snapshot."),
        PathTooDeep(var beginning, var limit) => new Message(
            $"{beginning}: directories are nested too deep: nothing below paths of more than {limit} bytes is reached", "Name a directory further down, or restore the snapshot: everything that can be reached is restored."),
        TreeTooLarge(var length, var limit) => new Message(
            $"a directory has too many entries: its tree would take {Quantity.Bytes(length)}, and the repository format allows {Quantity.Bytes(limit)}", "Exclude the directory, or spread its files over several directories."),
        PatternInvalid(var pattern) => new Message($"invalid pattern '{pattern}'", "Close every [ with a ], and put a backslash before a literal backslash, [ or *."),
        StoreReadOnly(var name, var location) => new Message($"cannot change {name}: {location} is read-only", "Choose a store that can be written to."),
        _ => null,
    };

    private static Message? FindDamage(Problem problem) => problem switch
    {
        ObjectDamaged(var name, var location, var damage) => new Message($"{name} in {location} is damaged: {Of(damage)}", Repair),
        ObjectMalformed(var name, var cause) => new Message($"{name} is malformed: {CauseText.Of(cause)}", Repair),
        ObjectNotFound(var name, var location) => new Message($"{name} not found in {location}", Repair),
        ObjectTooLarge(var name, var location, var limit) => new Message($"{name} in {location} is larger than {Quantity.Bytes(limit)}, which no honest writer makes", Repair),
        TreeMalformed(var tree, var cause) => new Message($"tree {tree} is malformed: {CauseText.Of(cause)}", Repair),
        TreeEntriesExcessive(var tree, var entries) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"tree {tree} claims {entries:g3} entries, more than any file system holds"), "Its author had a password of this repository. Remove its snapshot."),
        BlobNotIndexed(var type, var blob, var location) => new Message($"{Of(type)} {blob} is in no index of {location}", Repair),
        BlobNeededNotIndexed(var snapshot, var type, var blob) => new Message($"snapshot/{snapshot} needs {Of(type)} {blob}, which no index knows; nothing was changed", Repair),
        BlobPackMissing(var type, var blob, var pack, var location) => new Message($"cannot read {Of(type)} {blob}: {pack} is not in {location}", Repair),
        BlobTooLarge(var type, var blob, var length) => new Message($"{Of(type)} {blob} is damaged: its index entry claims {Quantity.Bytes(length)}", Repair),
        BlobDamaged(var type, var blob, var pack, var location, var damage) => new Message($"{Of(type)} {blob} in {pack} of {location} is damaged: {Of(damage)}", Repair),
        ObjectDamagedInMemory(var name, var damage) => InMemory(name.ToString(), damage),
        BlobDamagedInMemory(var type, var blob, var damage) => InMemory($"{Of(type)} {blob}", damage),
        PackHeaderDamagedInMemory(var damage) => InMemory("the header of a pack", damage),
        KeyNotReadBack(var key, var location) => new Message($"{key} in {location}: the new key does not read back as it was written; it was removed again", "Check the storage for damage before anything else is written to it."),
        _ => null,
    };

    private static Message? FindPruning(Problem problem) => problem switch
    {
        WriteNotReadBack(var name, var location) => new Message($"{name} in {location} does not read back as it was written; nothing was removed", "Check the storage for damage before anything else is written to it."),
        PackBeyondRepair(var pack, true) => new Message($"nothing of pack/{pack} can be saved: it is missing", "Repair it from a replica."),
        PackBeyondRepair(var pack, false) => new Message($"nothing of pack/{pack} can be saved: no index knows it, and its header is damaged", "Repair it from a replica."),
        PruneWithoutSnapshots(var location, var packs) => new Message(
            $"{location}: there {(packs == 1 ? "is 1 pack" : $"are {packs} packs")} and no snapshot, so everything would be deleted; nothing was removed", "Bring the snapshots directory back from a replica or a disc."),
        NeededPackWrong(var pack, var length, var expected, var others) => new Message(
            $"pack/{pack}: snapshots need it, but " + (length is null ? "it is missing" : $"it is {length} bytes long instead of {expected}") + (others > 0 ? $", and {others} more like it" : "") + "; nothing was changed", Repair),
        RepackUnreadable(var pack, var cause) => new Message($"cannot read pack/{pack}: {CauseText.Of(cause)}; nothing was removed", Repair),
        RepackBlobDamaged(var pack, var blob, var damage) => new Message($"blob {blob} in pack/{pack} is damaged: {Of(damage)}; nothing was removed", Repair),
        IndexAppeared(var index, var location) => new Message(
            $"{index} was written to {location} by another process although the repository is locked; nothing more was removed", "Make sure that no one else works on the repository, then prune again."),
        _ => null,
    };

    private static Message? FindLock(Problem problem) => problem switch
    {
        RepositoryInUse(var location, var holder, _) => new Message($"{location}: locked by {Of(holder)}", "Wait until it has finished, then try again."),
        LockLost(var location) => new Message($"{location}: the lock was lost while it was needed", "Make sure that no one else works on the repository, then run the same command again: finished work is kept."),
        LockHeld(var holder) => new Message($"held by {Of(holder)}"),
        LockWaited(var holder) => new Message($"waiting for {Of(holder)}"),
        LockWatched(var holder, var time) => new Message($"a lock looks abandoned ({Of(holder)}); watching it for {time.TotalMinutes:0} minutes to be sure"),
        DamagedLockPassedOver(var id) => new Message($"lock file {id.Short} is damaged and ignored"),
        ReadingWithoutLock(var location, var cause) => new Message($"{location}: reading without a lock ({CauseText.Of(cause)}); anything that others prune meanwhile will be missing here"),
        ReadingLockLost(var location) => new Message($"{location}: the lock of this run was lost; anything that others prune now will be missing here"),
        ReadingLockLeftBehind(var location, var cause) => new Message($"{location}: the lock of this run stays behind: {CauseText.Of(cause)}"),
        _ => null,
    };

    private static Message InMemory(string thing, WriteDamage damage) => new(
        $"{thing} was damaged in memory while it was made: " + damage switch
        {
            WriteDamage.Tag => "its authentication tag is wrong",
            WriteDamage.Compression => "its compressed form is damaged",
            _ => "its content is not what was meant",
        } + "; it was not stored",
        "Check this machine's memory, e.g. with memtest86+, then run the command again.");

    internal static string Of(BlobType type) => type is BlobType.Tree ? "tree" : "blob";

    internal static string Of(BlobDamage damage) => damage switch
    {
        BlobDamage.Tag => "its authentication tag is wrong",
        BlobDamage.Compression => "its compressed form is damaged",
        _ => "its content does not match its id",
    };

    private static string Of(ObjectDamage damage) => damage switch
    {
        ObjectDamage.Tag => "its authentication tag is wrong",
        ObjectDamage.Hash => "its bytes do not match its name",
        _ => "it is shorter than its index says",
    };

    private static string Of(LockHolder holder) => holder.Refreshed is null
        ? $"an unknown holder (the lock file {holder.Lock.Short} is damaged)"
        : $"process {holder.ProcessId} of {holder.Username} on {holder.Hostname}, refreshed {holder.Refreshed}";
}
