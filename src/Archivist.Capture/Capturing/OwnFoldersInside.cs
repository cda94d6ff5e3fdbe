using Archivist.Capture.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;

namespace Archivist.Capture.Capturing;

/// <summary>Notices that a source holds the archive's own directories: a snapshot that contains its repository grows by all that it ever stored.</summary>
internal sealed class OwnFoldersInside
{
    private readonly Dictionary<(ulong Device, ulong Inode), OwnFolder> _folders = [];
    private readonly CaptureTally _tally;

    private OwnFoldersInside(CaptureTally tally) => _tally = tally;

    internal static OwnFoldersInside Find(IEnumerable<OwnFolder> folders, CaptureTally tally)
    {
        var found = new OwnFoldersInside(tally);
        foreach (var folder in folders)
        {
            if (!IsThere(folder.Path))
                continue;
            using var opened = Folder.OpenPath(folder.Path, toPass: true);
            var status = opened.OwnStatus();
            found._folders.TryAdd((status.DeviceId, status.Inode), folder);
        }

        return found;
    }

    /// <summary>The walk is about to enter a directory.</summary>
    internal void Pass(in FileStatus status)
    {
        if (_folders.Count > 0 && _folders.TryGetValue((status.DeviceId, status.Inode), out var own))
            _tally.Note(new OwnDirectoryCaptured(own));
    }

    private static bool IsThere(string path)
    {
        try
        {
            return FileLookup.IsDirectory(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // An entry that cannot be looked up cannot be captured either.
            return false;
        }
    }
}
