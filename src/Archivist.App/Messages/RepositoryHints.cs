using Archivist.Platform.Problems;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of the repository.</summary>
internal static class RepositoryHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        RepositoryNotFound => "Check the path, or create a repository with 'archivist init'.",
        SnapshotNotFound or SnapshotAmbiguous => "List the snapshots with 'archivist snapshots'.",
        KeyNotFound or KeyAmbiguous => "List the keys with 'archivist key list'.",
        KeyInUse => "Open the repository with another password to remove this one, or change it with 'archivist key passwd'.",
        PathNotInSnapshot => "List the content of the snapshot with 'archivist ls'.",
        FolderNotInSnapshot(_, var snapshot) => $"List the content of the snapshot with 'archivist ls {snapshot.Value.Short}'.",
        PathTooDeep => "Name a directory further down, as SNAPSHOT:/DIRECTORY, or restore the snapshot: everything that can be reached is restored.",
        TreeTooLarge => "Leave the directory out with --exclude, or spread its files over several directories.",
        ObjectMalformed or TreeMalformed => "Run 'archivist check' to see how far the damage goes.",
        ObjectDamaged or BlobDamaged or RepackUnreadable or RepackBlobDamaged => "Run 'archivist check --read-data', then repair from a replica.",
        ObjectNotFound or ObjectTooLarge or BlobNotIndexed or BlobPackMissing or BlobTooLarge => "Run 'archivist check', then repair from a replica.",
        BlobNeededNotIndexed or NeededPackWrong => "Run 'archivist check', then 'archivist repair index' or repair from a replica.",
        TreeEntriesExcessive => "Its author had a password of this repository. Remove its snapshot with 'archivist forget'.",
        PruneWithoutSnapshots => "Bring the snapshots directory back from a replica or a disc. If the repository is meant to become empty, add --allow-no-snapshots.",
        IndexAppeared => "Make sure that no one else works on the repository, then run 'archivist prune' again.",
        RepositoryInUse(_, _, var isForReading) => "Wait until it has finished, or add --retry-lock 1h; if that process is dead, run 'archivist unlock --remove-all'" + (isForReading ? ", or read without a lock with --no-lock." : "."),
        LockWatched => "Run 'archivist unlock' if you know that its process is dead.",
        DamagedLockPassedOver => "Remove it with 'archivist unlock'.",
        PackMixed or BlobsDuplicated or BlobsUnneeded => "Run 'archivist prune'.",
        PackIndexedRepeatedly or IndexObsolete => "Run 'archivist repair index'.",
        LatestUncertain doubt => new[] { doubt.ByLedger, doubt.ByArrival }.FirstOrDefault(snapshot => snapshot is not null && snapshot.Id != doubt.ByDate.Id) is { } other
            ? $"Name the one that is meant, such as 'restore {other.Id.Value.Short}'."
            : "To take another one, name it, such as 'restore ID'.",
        _ => null,
    };
}
