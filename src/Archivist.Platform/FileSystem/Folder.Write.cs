using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.FileSystem;

internal sealed partial class Folder
{
    private const uint OwnerOnly = 0x1C0;

    /// <summary>Makes a directory that only its owner can enter, or leaves the one that is there; true when it is new.</summary>
    internal bool MakeFolder(FileName name)
    {
        if (Libc.MakeDirectoryAt(_handle, Terminated(name)[0], OwnerOnly) == 0)
            return true;
        return Marshal.GetLastPInvokeError() == Libc.AlreadyExists ? false : throw Refused(name);
    }

    /// <summary>Creates an empty file for writing; what was there before is unlinked, never written through.</summary>
    internal SafeFileHandle CreateFile(FileName name)
    {
        const int flags = Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenExclusive
            | Libc.OpenNoFollow | Libc.OpenCloseOnExec;
        SafeFileHandle? made = null;
        Make(name, terminated => (made = Libc.OpenAt(_handle, terminated[0], flags, 0x180)).IsInvalid ? -1 : 0);
        return made!;
    }

    /// <summary>Sets the length of an open file; what is new reads as zeros.</summary>
    internal static void SetLength(SafeFileHandle file, long length)
    {
        if (!OperatingSystem.IsLinux())
            RandomAccess.SetLength(file, length);
        else if (Libc.Truncate(file, length) != 0)
            throw Failed("a file");
    }

    /// <summary>Writes all of the bytes at an offset of an open file or device.</summary>
    internal static void WriteAt(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        const int Interrupted = 4;
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.Write(file, bytes, offset);
            return;
        }

        while (!bytes.IsEmpty)
        {
            var written = Libc.Write(file, bytes[0], (nuint)bytes.Length, offset);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                offset += written;
            }
            else if (Marshal.GetLastPInvokeError() != Interrupted)
                throw Failed("a file");
        }
    }

    /// <summary>Opens an existing file for writing.</summary>
    internal SafeFileHandle OpenForWriting(FileName name) => OpenToChange(name, Libc.OpenWriteOnly);

    /// <summary>Opens an existing file to compare and change it.</summary>
    internal SafeFileHandle OpenForReadingAndWriting(FileName name) => OpenToChange(name, Libc.OpenReadWrite);

    private SafeFileHandle OpenToChange(FileName name, int access)
    {
        var flags = access | Libc.OpenNoFollow | Libc.OpenCloseOnExec | Libc.OpenNonBlocking;
        return Valid(Libc.OpenAt(_handle, Terminated(name)[0], flags, 0), name);
    }

    /// <summary>
    /// Opens an entry some directories below this one; the system refuses any path that leaves this directory or passes through a link.
    /// </summary>
    /// <param name="path">Names joined by <c>/</c>, of any length; empty for the directory itself.</param>
    /// <param name="flags">Of open(2).</param>
    private SafeFileHandle OpenBelow(ReadOnlySpan<byte> path, int flags)
    {
        // man 7 path_resolution: PATH_MAX with the zero at its end. A longer path is gone in several steps.
        const int LongestOfSystem = 4095;
        var folder = this;
        try
        {
            while (path.Length > LongestOfSystem && path[..LongestOfSystem].LastIndexOf((byte)'/') is > 0 and var cut)
            {
                var next = new Folder(folder.OpenAtOnce(path[..cut], Libc.OpenDirectory | Libc.OpenToPass));
                if (folder != this)
                    folder.Dispose();
                folder = next;
                path = path[(cut + 1)..];
            }

            return folder.OpenAtOnce(path, flags);
        }
        finally
        {
            if (folder != this)
                folder.Dispose();
        }
    }

    private SafeFileHandle OpenAtOnce(ReadOnlySpan<byte> path, int flags)
    {
        const nint OpenAt2Number = 437;
        const ulong NoLinksAndBeneath = 0x02 | 0x04 | 0x08;
        ReadOnlySpan<ulong> how = [(ulong)(flags | Libc.OpenCloseOnExec), 0, NoLinksAndBeneath];
        var terminated = Terminated(path.IsEmpty ? "."u8 : path);
        var descriptor = Libc.OpenAt2(OpenAt2Number, _handle, terminated[0], how[0], sizeof(ulong) * 3);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new NativeIOException(Encoding.UTF8.GetString(path), Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Opens an existing file below this directory for reading, without touching its access time where that is allowed.
    /// </summary>
    internal SafeFileHandle OpenForReadingBelow(ReadOnlySpan<byte> path)
    {
        const int flags = Libc.OpenReadOnly | Libc.OpenNoFollow | Libc.OpenNonBlocking;
        try
        {
            return OpenBelow(path, flags | Libc.OpenNoAccessTime);
        }
        catch (NativeIOException e) when (e.Error == Libc.NotPermitted)
        {
            return OpenBelow(path, flags);
        }
    }

    /// <summary>Opens an existing directory below this directory.</summary>
    /// <param name="path">Names, each with a <c>/</c> before it; empty for this directory.</param>
    internal Folder OpenFolderBelow(ReadOnlySpan<byte> path) =>
        new(OpenBelow(path.IsEmpty ? path : path[1..], Libc.OpenDirectory)) { Place = Place };

    internal void MakeSymbolicLink(FileName name, ReadOnlySpan<byte> target)
    {
        var terminatedTarget = Terminated(target);
        Make(name, terminated => Libc.MakeSymbolicLinkAt(terminatedTarget[0], _handle, terminated[0]));
    }

    internal void MakeHardLink(FileName name, Folder existingFolder, FileName existing) =>
        Make(name, terminated => Libc.LinkAt(existingFolder._handle, Terminated(existing)[0], _handle, terminated[0], 0));

    /// <summary>Makes a device, a pipe or a socket.</summary>
    internal void MakeSpecial(FileName name, NodeType type, ulong device)
    {
        var mode = type switch
        {
            NodeType.BlockDevice => 0x6000u,
            NodeType.CharacterDevice => 0x2000u,
            NodeType.Fifo => 0x1000u,
            _ => 0xC000u,
        };
        Make(name, terminated => Libc.MakeNodeAt(_handle, terminated[0], mode | 0x180, device));
    }

    /// <summary>Does what fails when the name is taken; then what is there is unlinked first.</summary>
    private void Make(FileName name, Func<byte[], int> make)
    {
        var terminated = Terminated(name.Bytes);
        if (make(terminated) == 0)
            return;
        if (Marshal.GetLastPInvokeError() != Libc.AlreadyExists)
            throw Refused(name);
        Remove(name);
        if (make(terminated) != 0)
            throw Refused(name);
    }

    internal void SetTimes(FileName name, GoTime accessed, GoTime modified)
    {
        ReadOnlySpan<long> times = [accessed.Seconds, accessed.Nanoseconds, modified.Seconds, modified.Nanoseconds];
        Check(Libc.SetTimesAt(_handle, Terminated(name)[0], times[0], Libc.AtNoFollow), name);
    }

    internal void Rename(FileName name, FileName newName) =>
        Check(Libc.RenameAt(_handle, Terminated(name)[0], _handle, Terminated(newName)[0]), name);

    /// <summary>Unlinks an entry that is not a directory; a missing one is fine.</summary>
    internal void Remove(FileName name)
    {
        if (Libc.UnlinkAt(_handle, Terminated(name)[0], 0) != 0 && Marshal.GetLastPInvokeError() != Libc.NotFound)
            throw Refused(name);
    }

    /// <summary>
    /// Unlinks an entry, a directory with everything below. Follows no link, and does not enter another file system.
    /// </summary>
    internal void RemoveAll(FileName name) => RemoveAll(name, 0);

    private void RemoveAll(FileName name, int depth)
    {
        const int TooDeep = 40, OtherFileSystem = 18, Deepest = 1000;
        if (StatusOf(name) is not { Type: NodeType.Directory } status)
        {
            Remove(name);
            return;
        }

        if (depth > Deepest)
            throw new NativeIOException(name.ToString(), TooDeep);
        if (status.DeviceId != OwnStatus().DeviceId)
            throw new NativeIOException(name.ToString(), OtherFileSystem);
        MakeWritable(name, status);
        using (var folder = Open(name))
        {
            foreach (var child in folder.List())
                folder.RemoveAll(child, depth + 1);
        }

        if (Libc.UnlinkAt(_handle, Terminated(name)[0], Libc.AtRemoveDirectory) != 0)
            throw Refused(name);
    }

    private static void Check(int result, FileName name)
    {
        if (result != 0)
            throw Refused(name);
    }

    /// <summary>A full file system is the operator's problem and ends the restore; everything else is this entry's.</summary>
    private static Exception Refused(FileName name)
    {
        var error = Marshal.GetLastPInvokeError();
        return error is Libc.NoSpace or Libc.QuotaExceeded
            ? new ArchivistException(new NoSpaceLeft(name.ToString()))
            : new NativeIOException(name.ToString(), error);
    }
}
