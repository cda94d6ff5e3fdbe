using Archivist.Platform.FileSystem;
using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Makes, opens and names the files that content is written to. Keeps the last file and its directory open, for the next piece is usually of the same
/// one, and the next file usually beside it. One instance serves one thread; several may work on one entry.
/// </summary>
internal sealed class OpenFiles(Folder? target) : IDisposable
{
    private RestoredEntry? _current;
    private SafeFileHandle? _handle;
    private byte[]? _path;
    private Folder? _folder;

    /// <summary>A full file system, or the end of the user's share of it.</summary>
    internal static bool IsNoSpace(IOException cause) =>
        cause is NativeIOException { Error: Libc.NoSpace or Libc.QuotaExceeded } || KernelError.IsNoSpace(cause);

    /// <summary>Opens a file under the name that it has while it is not whole; makes it first where that is still to be done.</summary>
    internal SafeFileHandle Open(RestoredEntry file)
    {
        if (file.Opened is { } opened)
            return opened;
        if (_current == file)
            return _handle!;
        _handle?.Dispose();
        _current = null;
        _handle = null;
        var folder = FolderOf(file);
        lock (file)
            _handle = file.IsMade ? folder.OpenForWriting(file.CurrentName) : Make(folder, file);
        _current = file;
        return _handle;
    }

    /// <summary>Renames a complete file to its final name, replacing any existing entry.</summary>
    internal void Publish(RestoredEntry file)
    {
        if (file.Unfinished is not { } unfinished)
            return;
        FolderOf(file).Rename(unfinished, file.Node.Name);
        file.Unfinished = null;
    }

    /// <summary>Makes a file without content, but of full length.</summary>
    internal static SafeFileHandle Make(Folder folder, RestoredEntry file)
    {
        var made = folder.CreateFile(file.CurrentName);
        try
        {
            file.IsMade = true;
            if (!file.GrowsWithContent && file.Length > 0)
                Folder.SetLength(made, file.Length);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _handle?.Dispose();
        _folder?.Dispose();
    }

    private Folder FolderOf(RestoredEntry file)
    {
        if (_folder is not null && ReferenceEquals(_path, file.Folder))
            return _folder;
        _folder?.Dispose();
        _folder = null;
        _folder = target!.OpenFolderBelow(file.Folder);
        _path = file.Folder;
        return _folder;
    }
}
