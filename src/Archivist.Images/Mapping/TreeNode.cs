using Archivist.Images.Model;

namespace Archivist.Images.Mapping;

/// <summary>
/// One name of the tree to be written, with what each file system calls it and where its parts will lie. There may be millions,
/// so what only directories have is in <see cref="FolderPart"/>, and nothing is kept that can be worked out again.
/// </summary>
internal sealed class TreeNode
{
    internal required string Name { get; init; }

    internal TreeNode? Parent { get; init; }

    /// <summary>The source of the attributes; directories that the layout does not name share one.</summary>
    internal required DiscNode Item { get; set; }

    /// <summary>Null for anything but a directory.</summary>
    internal FolderPart? Folder { get; init; }

    /// <summary>The file whose second name this is.</summary>
    internal TreeNode? SameAs { get; init; }

    /// <summary>A number unique in the image: the serial number of PX and the unique id of UDF.</summary>
    internal uint Serial { get; set; }

    internal string IsoName { get; set; } = "";

    internal string JolietName { get; set; } = "";

    internal string UdfName { get; set; } = "";

    /// <summary>First block of the bytes of a file, or of a link that is too long for its UDF entry.</summary>
    internal uint DataBlock { get; set; }

    /// <summary>Block of the UDF file entry, from the start of the partition that holds it.</summary>
    internal uint UdfEntryBlock { get; set; }

    /// <summary>Where the rest of the system use area lies when it does not fit into the directory record.</summary>
    internal Continuation Continuation { get; set; }

    /// <summary>Further names of a file.</summary>
    internal ushort MoreNames { get; set; }

    internal bool IsFolder => Folder is not null;

    internal bool IsLink => Item is DiscLink;

    /// <summary>Joliet and ISO 9660 without Rock Ridge know files and directories only.</summary>
    internal bool IsPlain => Item is not (DiscLink or DiscSpecial);

    /// <summary>The node that owns inode and bytes.</summary>
    internal TreeNode Owner => SameAs ?? this;

    internal DiscFile? File => Item as DiscFile;

    internal string? LinkTarget => (Item as DiscLink)?.Target;

    internal long Length => File?.Content.Length ?? 0;

    /// <summary>File type and permissions as stat(2) has them.</summary>
    internal uint StatMode => TypeBits | (uint)(Item.Mode & 0xFFF);

    /// <summary>Names that refer to it, with a directory's own and those of the directories in it.</summary>
    internal int Links => Folder is { } folder ? 2 + folder.Folders : 1 + Owner.MoreNames;

    private uint TypeBits => Item switch
    {
        DiscFolder => 0x4000,
        DiscLink => 0xA000,
        DiscSpecial { Kind: DiscEntryKind.BlockDevice } => 0x6000,
        DiscSpecial { Kind: DiscEntryKind.CharacterDevice } => 0x2000,
        DiscSpecial { Kind: DiscEntryKind.Fifo } => 0x1000,
        DiscSpecial => 0xC000,
        _ => 0x8000,
    };

    internal string Path
    {
        get
        {
            var names = new Stack<string>();
            for (var node = this; node.Parent is not null; node = node.Parent)
                names.Push(node.Name);
            return string.Join('/', names);
        }
    }
}
