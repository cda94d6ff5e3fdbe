using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Platform.Kernel;

/// <content>Btrfs subvolumes: linux/btrfs.h.</content>
internal static partial class Libc
{
    /// <summary>sizeof(struct btrfs_ioctl_vol_args) and of its second version.</summary>
    internal const int SubvolumeArguments = 4096;

    /// <summary>BTRFS_IOC_SNAP_CREATE_V2, BTRFS_IOC_SNAP_DESTROY, BTRFS_IOC_SUBVOL_GETFLAGS.</summary>
    internal const nuint MakeSubvolumeSnapshot = 0x50009417, DestroySubvolume = 0x5000940F, GetSubvolumeFlags = 0x80089419;

    /// <summary>BTRFS_SUBVOL_RDONLY.</summary>
    internal const ulong ReadOnlySubvolume = 2;

    /// <summary>LOCK_EX | LOCK_NB of man 2 flock.</summary>
    internal const int LockExclusiveNow = 6;

    /// <summary>man 2 flock.</summary>
    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(SafeFileHandle file, int operation);
}
