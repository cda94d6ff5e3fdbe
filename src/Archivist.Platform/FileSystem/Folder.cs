using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.FileSystem;

/// <summary>
/// An open directory whose entries are named by bytes. Nothing here follows a symbolic link, so nothing reaches outside it.
/// Reading in this file, writing in Folder.Write.cs. Members may be called from several threads, but not <see cref="List"/>.
/// </summary>
internal sealed partial class Folder : IDisposable
{
    private const uint BasicStats = 0x7ff;

    /// <summary>DT_DIR and DT_UNKNOWN.</summary>
    private const byte DirectoryType = 4, UnknownType = 0;

    /// <summary>Bytes of the longest path of <see cref="WriteOwnPath"/>.</summary>
    internal const int LongestOwnPath = 32;

    private readonly SafeFileHandle _handle;

    private Folder(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a directory by its path. Links in the path are followed, for they are the operator's own.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    /// <param name="toPass">Only to reach what lies below: works without the right to list, and <see cref="List"/> does not.</param>
    internal static Folder OpenPath(string path, bool toPass = false)
    {
        if (!OperatingSystem.IsLinux())
            throw new ArchivistException(new LinuxOnly(path));
        var flags = Libc.OpenDirectory | Libc.OpenCloseOnExec | (toPass ? Libc.OpenToPass : 0);
        var handle = Libc.OpenAt(Libc.AtCurrentFolder, Terminated(PathText.BytesOf(path))[0], flags, 0);
        return new Folder(Valid(handle, path));
    }

    /// <summary>What a path names, a symbolic link as itself; null only where nothing is there.</summary>
    /// <exception cref="NativeIOException">The look itself failed.</exception>
    internal static FileStatus? FindPath(string path)
    {
        const int NotAFolder = 20;
        Span<byte> native = stackalloc byte[FileStatus.NativeSize];
        if (Libc.Statx(Libc.AtCurrentFolder, Terminated(PathText.BytesOf(path))[0], Libc.AtNoFollow, BasicStats, ref native[0]) == 0)
            return FileStatus.Parse(native);
        return Marshal.GetLastPInvokeError() is Libc.NotFound or NotAFolder ? null : throw Failed(path);
    }

    /// <summary>Opens a directory inside this one.</summary>
    internal Folder Open(FileName name, bool toPass = false)
    {
        var flags = Libc.OpenDirectory | Libc.OpenNoFollow | Libc.OpenCloseOnExec
            | (toPass ? Libc.OpenToPass : 0);
        return new Folder(Valid(Libc.OpenAt(_handle, Terminated(name)[0], flags, 0), name)) { Place = Place };
    }

    /// <summary>Opens a regular file for reading, without touching its access time where that is allowed.</summary>
    internal SafeFileHandle OpenFile(FileName name)
    {
        // Non-blocking, so that an entry that was swapped for a pipe cannot hang us.
        var flags = Libc.OpenReadOnly | Libc.OpenNoFollow | Libc.OpenCloseOnExec | Libc.OpenNonBlocking;
        var handle = Libc.OpenAt(_handle, Terminated(name)[0], flags | Libc.OpenNoAccessTime, 0);
        if (handle.IsInvalid && Marshal.GetLastPInvokeError() == Libc.NotPermitted)
            handle = Libc.OpenAt(_handle, Terminated(name)[0], flags, 0);
        return Valid(handle, name);
    }

    /// <summary>All entries but <c>.</c> and <c>..</c>, sorted by their bytes.</summary>
    internal List<FileName> List()
    {
        var names = new List<FileName>();
        ReadEntries(names, static _ => true);
        names.Sort();
        return names;
    }

    /// <summary>The entries of <see cref="List"/> that are directories, or may be: some file systems do not say.</summary>
    internal List<FileName> ListFolders()
    {
        var names = new List<FileName>();
        ReadEntries(names, static type => type is DirectoryType or UnknownType);
        return names;
    }

    private void ReadEntries(List<FileName> names, Func<byte, bool> isWanted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            nint length;
            while ((length = Libc.GetDirectoryEntries(_handle, ref buffer[0], (nuint)buffer.Length)) > 0)
                AddNames(buffer.AsSpan(0, (int)length), names, isWanted);
            if (length < 0)
                throw Failed("a folder");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>struct linux_dirent64: inode (8), offset (8), record length (2), type (1), name.</summary>
    private static void AddNames(ReadOnlySpan<byte> records, List<FileName> names, Func<byte, bool> isWanted)
    {
        while (!records.IsEmpty)
        {
            var record = BinaryPrimitives.ReadUInt16LittleEndian(records[16..]);
            var name = records[19..record];
            name = name[..name.IndexOf((byte)0)];
            if (isWanted(records[18]) && !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add(new FileName(name.ToArray()));
            records = records[record..];
        }
    }

    internal FileStatus StatusOf(FileName name) => Status(Terminated(name), Libc.AtNoFollow, name);

    /// <summary>Null when there is no such entry.</summary>
    internal FileStatus? TryStatusOf(FileName name)
    {
        Span<byte> native = stackalloc byte[FileStatus.NativeSize];
        if (Libc.Statx(_handle, Terminated(name)[0], Libc.AtNoFollow, BasicStats, ref native[0]) == 0)
            return AsLive(FileStatus.Parse(native));
        return Marshal.GetLastPInvokeError() == Libc.NotFound ? null : throw Failed(name);
    }

    /// <summary>The directory's own status.</summary>
    internal FileStatus OwnStatus() => Status([0], Libc.AtEmptyPath, FileName.Of("."));

    internal byte[] ReadLink(FileName name)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var length = Libc.ReadLinkAt(_handle, Terminated(name)[0], ref buffer[0], (nuint)buffer.Length);
            if (length < 0)
                throw Failed(name);
            if (length < buffer.Length)
                return buffer[..(int)length];
            buffer = new byte[buffer.Length * 2];
        }
    }

    /// <summary>The first byte at or after <paramref name="offset"/> that is not in a hole; null when only a hole is left.</summary>
    internal static long? FindContent(SafeFileHandle file, long offset)
    {
        var found = Libc.Seek(file, offset, Libc.SeekData);
        if (found >= 0)
            return found;
        return Marshal.GetLastPInvokeError() == Libc.NoSuchRange ? null : offset;
    }

    /// <summary>Reads from an open file; 0 only at its end.</summary>
    internal static int ReadAt(SafeFileHandle file, Span<byte> destination, long offset)
    {
        const int Interrupted = 4;
        while (true)
        {
            var read = Libc.Read(file, ref MemoryMarshal.GetReference(destination), (nuint)destination.Length, offset);
            if (read >= 0)
                return (int)read;
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw Failed("a file");
        }
    }

    /// <summary>The status of a file that was opened in this directory.</summary>
    internal FileStatus StatusOfOpen(SafeFileHandle file, FileName name) => AsLive(StatusOf(file, name));

    /// <summary>The status of an open file.</summary>
    internal static FileStatus StatusOf(SafeFileHandle file, FileName name) => new Folder(file).Status([0], Libc.AtEmptyPath, name);

    public void Dispose() => _handle.Dispose();

    private FileStatus Status(ReadOnlySpan<byte> terminated, int flags, FileName name)
    {
        Span<byte> native = stackalloc byte[FileStatus.NativeSize];
        if (Libc.Statx(_handle, terminated[0], flags, BasicStats, ref native[0]) != 0)
            throw Failed(name);
        return AsLive(FileStatus.Parse(native));
    }

    private FileStatus AsLive(in FileStatus status) => Place?.AsLive(status) ?? status;

    /// <summary>A path, with zeros behind it, that leads to the open directory and not through its name: some calls take paths only.</summary>
    /// <returns>Its length.</returns>
    internal int WriteOwnPath(Span<byte> path)
    {
        path.Clear();
        "/proc/self/fd/"u8.CopyTo(path);
        System.Buffers.Text.Utf8Formatter.TryFormat((long)_handle.DangerousGetHandle(), path[14..], out var digits);
        return 14 + digits;
    }

    /// <summary>The same for an entry, as the attribute calls need it.</summary>
    private void WriteProcPath(FileName name, Span<byte> path)
    {
        var length = WriteOwnPath(path);
        path[length] = (byte)'/';
        name.Bytes.CopyTo(path[(length + 1)..]);
    }

    private static ReadOnlySpan<byte> Terminated(FileName name) => Terminated(name.Bytes);

    private static byte[] Terminated(ReadOnlySpan<byte> name)
    {
        var terminated = new byte[name.Length + 1];
        name.CopyTo(terminated);
        return terminated;
    }

    private static SafeFileHandle Valid(SafeFileHandle handle, FileName name) => Valid(handle, handle.IsInvalid ? name.ToString() : "");

    private static SafeFileHandle Valid(SafeFileHandle handle, string name)
    {
        if (!handle.IsInvalid)
            return handle;
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        throw new NativeIOException(name, error);
    }

    private static IOException Failed(FileName name) => Failed(name.ToString());

    private static IOException Failed(string name) => new NativeIOException(name, Marshal.GetLastPInvokeError());
}
