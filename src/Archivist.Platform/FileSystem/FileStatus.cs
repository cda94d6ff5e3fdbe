using System.Buffers.Binary;

namespace Archivist.Platform.FileSystem;

/// <summary>The status of one directory entry (statx(2)).</summary>
internal readonly record struct FileStatus
{
    /// <summary>sizeof(struct statx).</summary>
    internal const int NativeSize = 256;

    /// <summary>S_ISUID and S_ISGID.</summary>
    internal const int SetIdBits = 0xC00;

    private const int TypeMask = 0xF000;
    private const ulong ImmutableAttribute = 0x10, AppendAttribute = 0x20, MountRootAttribute = 0x2000;

    internal required uint Mode { get; init; }

    internal required uint UserId { get; init; }

    internal required uint GroupId { get; init; }

    internal required ulong Inode { get; init; }

    internal required ulong DeviceId { get; init; }

    internal required ulong Device { get; init; }

    internal required long Size { get; init; }

    internal required ulong Links { get; init; }

    internal required GoTime AccessedAt { get; init; }

    internal required GoTime ModifiedAt { get; init; }

    internal required GoTime ChangedAt { get; init; }

    /// <summary>Some of its blocks may be holes.</summary>
    internal required bool IsSparse { get; init; }

    /// <summary>STATX_ATTR_*, as far as the file system reports them.</summary>
    internal required ulong Attributes { get; init; }

    /// <summary>It cannot be changed, or only be appended to (chattr +i, +a).</summary>
    internal bool IsProtected => (Attributes & (ImmutableAttribute | AppendAttribute)) != 0;

    /// <summary>Another file system, or another directory, is mounted here.</summary>
    internal bool IsMountPoint => (Attributes & MountRootAttribute) != 0;

    internal int Permissions => (int)(Mode & 0xFFF);

    internal NodeType? Type => (Mode & TypeMask) switch
    {
        0x8000 => NodeType.File,
        0x4000 => NodeType.Directory,
        0xA000 => NodeType.SymbolicLink,
        0x6000 => NodeType.BlockDevice,
        0x2000 => NodeType.CharacterDevice,
        0x1000 => NodeType.Fifo,
        0xC000 => NodeType.Socket,
        _ => null,
    };

    internal static FileStatus Parse(ReadOnlySpan<byte> native)
    {
        var size = BinaryPrimitives.ReadInt64LittleEndian(native[40..]);
        return new FileStatus
        {
            Attributes = BinaryPrimitives.ReadUInt64LittleEndian(native[8..]),
            Links = BinaryPrimitives.ReadUInt32LittleEndian(native[16..]),
            UserId = BinaryPrimitives.ReadUInt32LittleEndian(native[20..]),
            GroupId = BinaryPrimitives.ReadUInt32LittleEndian(native[24..]),
            Mode = BinaryPrimitives.ReadUInt16LittleEndian(native[28..]),
            Inode = BinaryPrimitives.ReadUInt64LittleEndian(native[32..]),
            Size = size,
            IsSparse = BinaryPrimitives.ReadInt64LittleEndian(native[48..]) * 512 < size,
            AccessedAt = Time(native[64..]),
            ChangedAt = Time(native[96..]),
            ModifiedAt = Time(native[112..]),
            Device = DeviceNumber(native[128..]),
            DeviceId = DeviceNumber(native[136..]),
        };
    }

    private static GoTime Time(ReadOnlySpan<byte> native)
    {
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(native);
        var nanoseconds = BinaryPrimitives.ReadInt32LittleEndian(native[8..]);
        return new GoTime(seconds, nanoseconds, LocalOffset.MinutesAt(seconds));
    }

    /// <summary>glibc's makedev: 12 + 20 bits of major and minor, interleaved.</summary>
    private static ulong DeviceNumber(ReadOnlySpan<byte> native)
    {
        ulong major = BinaryPrimitives.ReadUInt32LittleEndian(native);
        ulong minor = BinaryPrimitives.ReadUInt32LittleEndian(native[4..]);
        return ((major & 0xfffff000) << 32) | ((major & 0xfff) << 8) | ((minor & 0xffffff00) << 12) | (minor & 0xff);
    }
}
