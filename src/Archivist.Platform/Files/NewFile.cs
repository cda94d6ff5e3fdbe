using Archivist.Platform.Kernel;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Files;

/// <summary>
/// A file that is being written and gets its name only when it is whole: a temporary file of its own beside the name, exclusively created and locked,
/// then fsync, rename and fsync of the directory. Disposing before that removes the temporary file, and nothing else. Not thread-safe.
/// </summary>
public sealed class NewFile : IDisposable, IAsyncDisposable
{
    private const string Ending = ".partial";
    private const int MarkLength = 12;
    private readonly string _temporary;
    private bool _isPublished;

    private NewFile(string path, string temporary, FileStream stream) => (Path, _temporary, Stream) = (path, temporary, stream);

    /// <summary>The name that it will have.</summary>
    public string Path { get; }

    /// <summary>What is written, unbuffered.</summary>
    public FileStream Stream { get; }

    /// <summary>The same as a handle, for positioned writes.</summary>
    public SafeFileHandle Handle => Stream.SafeFileHandle;

    /// <summary>The temporary path, for code that must open the file by name.</summary>
    public string TemporaryPath => _temporary;

    /// <summary>Creates the temporary file. Leftovers of killed runs for this name are removed; files that a living run is writing stay.</summary>
    /// <param name="path">Its name; its directory must exist.</param>
    /// <param name="mode">Its permissions before the umask; null is read and write for everyone.</param>
    /// <param name="length">Bytes to reserve, 0 for none.</param>
    /// <exception cref="IOException">It cannot be created, or there is no room for <paramref name="length"/> bytes.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to.</exception>
    public static NewFile Create(string path, UnixFileMode? mode = null, long length = 0)
    {
        RemoveAbandoned(path);
        var full = System.IO.Path.GetFullPath(path);
        var temporary = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full)!, $"{Beginning(full)}{SystemRandom.GetHexString(MarkLength)}{Ending}");
        var options = new FileStreamOptions
        {
            // O_EXCL: neither another run's file nor a planted link is ever opened. FileShare.None is a lock, which says that its writer lives.
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = length,
        };
        if (mode is { } permissions && !OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions;
        return new NewFile(path, temporary, new FileStream(temporary, options));
    }

    /// <summary>Makes it durable and gives it its name, unless the name is taken.</summary>
    /// <exception cref="IOException">It cannot be made durable, or <see cref="Path"/> names something (HResult <see cref="KernelError.Exists"/>); it has no name then.</exception>
    public void Publish() => Publish(replaces: false);

    /// <summary>Makes the file durable and gives it its name, replacing an existing file.</summary>
    /// <exception cref="IOException">It cannot be made durable; what has the name keeps it.</exception>
    public void PublishOver() => Publish(replaces: true);

    /// <summary>The same under the name with an ending behind it, for what is not whole.</summary>
    /// <returns>That name.</returns>
    /// <exception cref="IOException">It cannot be made durable; what has the name keeps it.</exception>
    public string PublishOver(string ending)
    {
        Publish(replaces: true, ending);
        return Path + ending;
    }

    /// <summary>Gives it the permissions, the owner and the group of another file, which it is about to replace. Access control lists are not copied.</summary>
    /// <exception cref="IOException">That file cannot be looked up, or this user may not give files away.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of permission.</exception>
    public void TakeRightsOf(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        if (Libc.Status(Libc.AtCurrentFolder, path, 0, Libc.BasicStatistics, out var wanted) != 0 || Libc.Status(Libc.AtCurrentFolder, _temporary, 0, Libc.BasicStatistics, out var given) != 0)
            throw KernelError.Last($"cannot look up {path}");
        // First the owner: giving a file away clears bits of its mode.
        if ((wanted.User, wanted.Group) != (given.User, given.Group) && Libc.ChangeOwnerAt(Handle, 0, wanted.User, wanted.Group, Libc.AtEmptyPath) != 0)
            throw KernelError.Last($"cannot keep the owner of {path}");
        File.SetUnixFileMode(Handle, (UnixFileMode)(wanted.Mode & 0xFFF));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isPublished)
            RemoveTemporary();
        _isPublished = true;
        Stream.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Removes the temporary file, if it can be: why the file was not published is the failure to report.</summary>
    private void RemoveTemporary()
    {
        try
        {
            DurableFile.Remove(_temporary);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // One that stays has no name that anyone reads, and the next run removes it.
        }
    }

    private void Publish(bool replaces, string ending = "")
    {
        ObjectDisposedException.ThrowIf(_isPublished, this);
        DurableFile.Synchronize(Handle, Path);
        if (OperatingSystem.IsWindows())
            Stream.Dispose();
        DurableFile.Rename(_temporary, Path + ending, replaces);
        _isPublished = true;
        Stream.Dispose();
        DurableFile.SynchronizeDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
    }

    private static void RemoveAbandoned(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var beginning = Beginning(full);
        foreach (var left in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(full)!, $".*{Ending}"))
        {
            var name = System.IO.Path.GetFileName(left.AsSpan());
            if (name.Length == beginning.Length + MarkLength + Ending.Length && name.StartsWith(beginning, StringComparison.Ordinal))
                DurableFile.TryRemoveAbandoned(left);
        }
    }

    /// <summary>A hidden name: what copies or lists the directory meanwhile passes it over.</summary>
    private static string Beginning(string full) => $".{System.IO.Path.GetFileName(full)}.";
}
