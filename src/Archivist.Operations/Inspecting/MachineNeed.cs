namespace Archivist.Operations.Inspecting;

/// <summary>A program or a file that a feature needs of the machine.</summary>
/// <param name="Thing">The name of the program, or the path of the file.</param>
/// <param name="Package">The Debian package that brings it.</param>
/// <param name="Feature">What needs it.</param>
public sealed record MachineNeed(string Thing, string Package, MachineFeature Feature)
{
    /// <summary>Everything that any feature needs.</summary>
    public static IReadOnlyList<MachineNeed> All { get; } =
    [
        new("dpkg-deb", "dpkg", MachineFeature.BuildingDiscs),
        new("apt-get", "apt", MachineFeature.BuildingDiscs),
        new("xorriso", "xorriso", MachineFeature.BurningDiscs),
        new("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core", MachineFeature.LabellingDiscs),
        new("qemu-system-x86_64", "qemu-system-x86", MachineFeature.Drills),
        new("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf", MachineFeature.Drills),
        new("socat", "socat", MachineFeature.Drills),
        new("qemu-nbd", "qemu-utils", MachineFeature.CapturingImages),
        new("qemu-img", "qemu-utils", MachineFeature.MachinesOnServedDisks),
        new("lsblk", "util-linux", MachineFeature.RecordingLayout),
        new("sfdisk", "fdisk", MachineFeature.RecordingLayout),
        new("dumpe2fs", "e2fsprogs", MachineFeature.RecordingLayout),
        new("xfs_info", "xfsprogs", MachineFeature.RecordingLayout),
        new("btrfs", "btrfs-progs", MachineFeature.RecordingLayout),
        new("cryptsetup", "cryptsetup-bin", MachineFeature.RecordingLayout),
        new("vgcfgbackup", "lvm2", MachineFeature.RecordingLayout),
        new("mdadm", "mdadm", MachineFeature.RecordingLayout),
        new("efibootmgr", "efibootmgr", MachineFeature.RecordingLayout),
        new("rclone", "rclone", MachineFeature.StoresBehindRclone),
        new("fusermount3", "fuse3", MachineFeature.MountingByUsers),
        new("/usr/lib/x86_64-linux-gnu/libzstd.so.1", "libzstd1", MachineFeature.FastCompression),
        new("/usr/lib/x86_64-linux-gnu/libcrypto.so.3", "libssl3", MachineFeature.FastEncryption),
    ];
}
