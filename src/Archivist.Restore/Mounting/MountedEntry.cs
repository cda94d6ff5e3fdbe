using System.Buffers.Binary;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Trees;
using Archivist.Restore.Reading;

namespace Archivist.Restore.Mounting;

/// <summary>An entry that the kernel knows by a number, and what is open of it.</summary>
internal sealed class MountedEntry(ulong id, MountedEntry? parent, MountItem item, ulong inode)
{
    /// <summary>The kernel's number for it; one per path.</summary>
    internal ulong Id => id;

    /// <summary>The directory it was found in; itself for the root.</summary>
    internal MountedEntry Parent => parent ?? this;

    internal MountItem Item => item;

    internal Node Node => item.Node;

    /// <summary>The inode number that programs see: the same at every mount, and the same for all names of a hard-linked file.</summary>
    internal ulong Inode => inode;

    /// <summary>Bytes of content that take space, which is how programs see that a file has holes.</summary>
    internal ulong Allocated { get; } =
        item.Node.Type is NodeType.File ? item.Node.Size - Math.Min(item.Node.Size, (ulong)StoredFile.ZerosOf(item.Node)) : 0;

    /// <summary>The kernel's reference count: lookups that it has not forgotten yet.</summary>
    internal ulong Known { get; set; }

    /// <summary>The inode number of an entry in a directory.</summary>
    internal static ulong InodeOf(ulong folder, ulong snapshot, Node node)
    {
        var isLinked = node.Type is NodeType.File && node.Links > 1;
        Span<byte> text = stackalloc byte[25 + (isLinked ? 0 : node.Name.Bytes.Length)];
        text[0] = isLinked ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(text[1..], isLinked ? snapshot : folder);
        if (isLinked)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(text[9..], node.DeviceId);
            BinaryPrimitives.WriteUInt64LittleEndian(text[17..], node.Inode);
        }
        else
            node.Name.Bytes.CopyTo(text[25..]);
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Of(text).WriteTo(digest);
        // 0 is nothing and 1 the root.
        return BinaryPrimitives.ReadUInt64LittleEndian(digest) | 2;
    }

    /// <summary>The path below the mount point, for display.</summary>
    public override string ToString()
    {
        var path = new StringBuilder();
        for (var entry = this; entry.Parent != entry; entry = entry.Parent)
            path.Insert(0, "/" + entry.Node.Name);
        return path.Length == 0 ? "/" : path.ToString();
    }
}
