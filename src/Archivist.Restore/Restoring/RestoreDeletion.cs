using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Removes what the snapshot does not have from directories that it captured whole. Never what holds the repository or a copy of it, and nothing below a
/// mount point that the snapshot has as an empty directory, for that is how it stands for a file system that was not captured.
/// </summary>
internal sealed class RestoreDeletion(RestoreOptions options, RestoreTally tally, ProtectedFolders protectedFolders, Action<byte[], RestoreAction, long> report)
{
    internal void DeleteOthers(RestoredFolder folder, IReadOnlyList<Node> nodes)
    {
        if (!folder.IsCaptured || folder.Handle is not { } handle || (nodes.Count == 0 && folder.IsMountPoint))
            return;
        var kept = nodes.Select(node => node.Name).ToHashSet();
        foreach (var name in handle.List().Where(name => !kept.Contains(name)))
        {
            var other = DisplayPath.Join(folder.Path, name);
            if (!options.Selection.Selects(other))
                continue;
            try
            {
                if (handle.TryStatusOf(name) is { } status && TryDelete(handle, name, other, status, isReported: true))
                    tally.Deleted++;
            }
            catch (NativeIOException cause)
            {
                tally.Add(DisplayPath.Of(other), new EntryNotDeleted(DisplayPath.Of(other), Cause.Of(cause)));
            }
        }
    }

    /// <summary>Removes an entry with everything below, unless the repository is there; false when it stays.</summary>
    internal bool TryDelete(Folder folder, FileName name, byte[] path, in FileStatus status, bool isReported)
    {
        if (protectedFolders.FindHeld(status) is { } held)
        {
            tally.Add(DisplayPath.Of(path), new OwnDirectoryKept(DisplayPath.Of(path), held));
            return false;
        }

        if (isReported)
            report(path, RestoreAction.Delete, 0);
        if (!options.IsDryRun)
            folder.RemoveAll(name);
        return true;
    }
}
