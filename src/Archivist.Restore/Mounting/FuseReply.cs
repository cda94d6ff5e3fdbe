using System.Buffers;
using System.Runtime.InteropServices;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Mounting;

/// <summary>One answer on its way to the kernel: a header that is filled last, and what follows it. Not thread-safe.</summary>
internal sealed class FuseReply(int capacity) : IDisposable
{
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(FuseProtocol.ReplyHeader + capacity);
    private readonly int _limit = FuseProtocol.ReplyHeader + capacity;

    internal int Length { get; private set; } = FuseProtocol.ReplyHeader;

    /// <summary>errno; 0 for success.</summary>
    internal int Error { get; private set; }

    /// <summary>Bytes that still fit.</summary>
    internal int Room => _limit - Length;

    internal void Fail(int error)
    {
        Error = error;
        Length = FuseProtocol.ReplyHeader;
    }

    internal FuseReply Number(ulong value)
    {
        MemoryMarshal.Write(Take(8), value);
        return this;
    }

    internal FuseReply Number(uint value)
    {
        MemoryMarshal.Write(Take(4), value);
        return this;
    }

    internal FuseReply Number(ushort value)
    {
        MemoryMarshal.Write(Take(2), value);
        return this;
    }

    internal FuseReply Zeros(int count)
    {
        Take(count).Clear();
        return this;
    }

    internal FuseReply Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    /// <summary>Memory for content that is filled in place.</summary>
    internal Memory<byte> Fill(int count)
    {
        var memory = _bytes.AsMemory(Length, count);
        Length += count;
        return memory;
    }

    /// <summary>struct fuse_attr.</summary>
    internal FuseReply Attributes(MountedEntry entry)
    {
        var node = entry.Node;
        var size = node.Type switch
        {
            NodeType.File => node.Size,
            NodeType.SymbolicLink => (ulong)(node.LinkTarget?.Length ?? 0),
            _ => 0UL,
        };
        // A link count of one says that the number does not reveal the subdirectories, which would have to be read to be counted.
        var links = node.Type is NodeType.File ? (uint)Math.Clamp(node.Links, 1, uint.MaxValue) : 1;
        return Number(entry.Inode).Number(size).Number((entry.Allocated + 511) / 512)
            .Number((ulong)node.AccessedAt.Seconds).Number((ulong)node.ModifiedAt.Seconds).Number((ulong)node.ChangedAt.Seconds)
            .Number((uint)node.AccessedAt.Nanoseconds).Number((uint)node.ModifiedAt.Nanoseconds).Number((uint)node.ChangedAt.Nanoseconds)
            .Number(ModeOf(node)).Number(links).Number(node.UserId).Number(node.GroupId).Number((uint)node.Device).Number(4096U).Number(0U);
    }

    /// <summary>struct fuse_entry_out; attributes never change while a snapshot is mounted, but its name may go.</summary>
    internal FuseReply Entry(MountedEntry entry, ulong secondsValid) =>
        Number(entry.Id).Number(0UL).Number(secondsValid).Number(3600UL).Number(0U).Number(0U).Attributes(entry);

    /// <summary>The whole answer, with its header.</summary>
    internal ReadOnlySpan<byte> Finish(ulong unique)
    {
        MemoryMarshal.Write(_bytes, (uint)Length);
        MemoryMarshal.Write(_bytes.AsSpan(4), -Error);
        MemoryMarshal.Write(_bytes.AsSpan(8), unique);
        return _bytes.AsSpan(0, Length);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    internal static uint ModeOf(Node node) => (uint)node.Permissions & 0xFFF | node.Type switch
    {
        NodeType.Directory => 0x4000u,
        NodeType.SymbolicLink => 0xA000u,
        NodeType.BlockDevice => 0x6000u,
        NodeType.CharacterDevice => 0x2000u,
        NodeType.Fifo => 0x1000u,
        // An entry that cannot be restored is shown as one that cannot be opened: an empty file would look like its content.
        NodeType.Socket or NodeType.Irregular or NodeType.Unknown => 0xC000u,
        _ => 0x8000u,
    };

    private Span<byte> Take(int count)
    {
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
