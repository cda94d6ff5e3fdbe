using System.Buffers.Binary;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;

namespace Archivist.Platform.FileSystem;

/// <content>Pictures: read-only snapshots of Btrfs subvolumes. The calls on a subvolume are for a directory that is the top of one.</content>
internal sealed partial class Folder
{
    /// <summary>The inode of the top of each Btrfs subvolume, and that of the empty directory that a snapshot has in the place of a subvolume inside.</summary>
    internal const ulong SubvolumeTop = 256, SubvolumeGap = 2;

    /// <summary>The picture that this directory is part of; null in the running system.</summary>
    internal StillPlace? Place { get; private init; }

    /// <summary>The same open directory as part of a picture. It takes this one's place: only one of the two is to be disposed.</summary>
    internal Folder In(StillPlace place) => new(_handle) { Place = place };

    /// <summary>Whether this is the top of a Btrfs subvolume, and then whether it can be changed; null for anything else.</summary>
    internal bool? IsWritableSubvolume()
    {
        var flags = new byte[sizeof(ulong)];
        return Libc.ControlDevice(_handle, Libc.GetSubvolumeFlags, ref flags[0]) == 0
            ? (BinaryPrimitives.ReadUInt64LittleEndian(flags) & Libc.ReadOnlySubvolume) == 0
            : null;
    }

    /// <summary>Makes a read-only snapshot of this subvolume inside it, which does not contain itself.</summary>
    /// <exception cref="NativeIOException">The kernel refuses: the file system is read-only or full, or the user may not.</exception>
    internal void MakePicture(FileName name)
    {
        // struct btrfs_ioctl_vol_args_v2: source (8), transaction (8), flags (8), unused (32), name.
        var arguments = new byte[Libc.SubvolumeArguments];
        BinaryPrimitives.WriteInt64LittleEndian(arguments, _handle.DangerousGetHandle());
        BinaryPrimitives.WriteUInt64LittleEndian(arguments.AsSpan(16), Libc.ReadOnlySubvolume);
        name.Bytes.CopyTo(arguments.AsSpan(56));
        if (Libc.ControlDevice(_handle, Libc.MakeSubvolumeSnapshot, ref arguments[0]) != 0)
            throw Failed(name);
    }

    /// <summary>Removes a subvolume that lies in this directory, with all that it contains.</summary>
    /// <exception cref="NativeIOException">The kernel refuses.</exception>
    internal void RemoveSubvolume(FileName name)
    {
        // struct btrfs_ioctl_vol_args: descriptor (8), name.
        var arguments = new byte[Libc.SubvolumeArguments];
        name.Bytes.CopyTo(arguments.AsSpan(8));
        if (Libc.ControlDevice(_handle, Libc.DestroySubvolume, ref arguments[0]) != 0)
            throw Failed(name);
    }

    /// <summary>Takes the lock of this directory until it is closed; false when another process has it. The kernel frees that of a process that dies.</summary>
    internal bool TryLock() => Libc.Lock(_handle, Libc.LockExclusiveNow) == 0;

    /// <summary>Where the kernel has the open directory: absolute, without links.</summary>
    internal byte[] RealPath()
    {
        using var descriptors = OpenPath("/proc/self/fd", toPass: true);
        return descriptors.ReadLink(FileName.Of(_handle.DangerousGetHandle().ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
