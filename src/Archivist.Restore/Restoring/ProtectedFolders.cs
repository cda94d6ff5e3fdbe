using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Folders that a restore must not write into or remove: the repository, its copies, its evidence. Known by device and inode, so under any spelling, through
/// links and bind mounts.
/// </summary>
internal sealed class ProtectedFolders
{
    private readonly Dictionary<(ulong Device, ulong Inode), OwnFolder> _own = [];
    private readonly Dictionary<(ulong Device, ulong Inode), OwnFolder> _holding = [];

    /// <summary>Looks up all of them, and the directories that they are in.</summary>
    internal static ProtectedFolders Find(IEnumerable<OwnFolder> folders)
    {
        var found = new ProtectedFolders();
        foreach (var folder in folders)
        {
            if (FileLookup.Find(folder.Path) is not { Kind: FileKind.Directory })
                continue;
            using var opened = Folder.OpenPath(folder.Path, toPass: true);
            var status = opened.OwnStatus();
            found._own.TryAdd(KeyOf(status), folder);
            foreach (var above in Above(folder.Path))
                found._holding.TryAdd(KeyOf(above), folder);
        }

        return found;
    }

    /// <summary>The protected directory that this is, or null for any other.</summary>
    internal OwnFolder? FindOwn(in FileStatus status) =>
        status.Type is NodeType.Directory && _own.TryGetValue(KeyOf(status), out var folder) ? folder : null;

    /// <summary>The protected directory that this is, or that lies in it; null for any other.</summary>
    internal OwnFolder? FindHeld(in FileStatus status) =>
        FindOwn(status) ?? (status.Type is NodeType.Directory && _holding.TryGetValue(KeyOf(status), out var folder) ? folder : null);

    /// <summary>A target inside one of them is <see cref="Failure.Usage"/>.</summary>
    /// <param name="target">Need not be there.</param>
    internal void Refuse(string target)
    {
        var path = target;
        while (FileLookup.Find(path) is not { Kind: FileKind.Directory } && Path.GetDirectoryName(path) is { } parent)
            path = parent;
        using var opened = Folder.OpenPath(path, toPass: true);
        foreach (var status in Above(path).Prepend(opened.OwnStatus()))
        {
            if (FindOwn(status) is { } own)
                throw new ArchivistException(new RestoreIntoOwnDirectory(target, own));
        }
    }

    /// <summary>A directory that is one of them, is in one or holds one is <see cref="Failure.Usage"/>: what is mounted on it would hide it.</summary>
    /// <param name="point">An existing directory.</param>
    internal void RefuseCover(string point)
    {
        using var opened = Folder.OpenPath(point, toPass: true);
        if ((FindHeld(opened.OwnStatus()) ?? Above(point).Select(status => FindOwn(status)).FirstOrDefault(own => own is not null)) is { } hidden)
            throw new ArchivistException(new MountOverOwnDirectory(point, hidden));
    }

    /// <summary>The directories above an existing one as the kernel has them: <c>..</c> of what is open, whatever its path says.</summary>
    private static IEnumerable<FileStatus> Above(string path)
    {
        var last = default(FileStatus?);
        for (var up = path + "/.."; ; up += "/..")
        {
            using var folder = Folder.OpenPath(up, toPass: true);
            var status = folder.OwnStatus();
            if (last is { } below && KeyOf(below) == KeyOf(status))
                yield break;
            yield return status;
            last = status;
        }
    }

    private static (ulong Device, ulong Inode) KeyOf(in FileStatus status) => (status.DeviceId, status.Inode);
}
