namespace Archivist.Media.Mastering;

/// <summary>One name of the tree to be written, with what each file system calls it and where its parts will lie.</summary>
internal sealed class TreeNode
{
    internal required string Name { get; init; }

    internal TreeNode? Parent { get; init; }

    /// <summary>Sorted by <see cref="Name"/>, ordinally; null for anything but a folder.</summary>
    internal List<TreeNode>? Children { get; init; }

    internal DiscFile? File { get; init; }

    /// <summary>The target of a symbolic link.</summary>
    internal string? LinkTarget { get; init; }

    internal required DateTimeOffset ModifiedAt { get; set; }

    internal required int Permissions { get; set; }

    internal bool IsFolder => Children is not null;

    /// <summary>A number unique in the image: the serial number of PX and the unique id of UDF.</summary>
    internal uint Serial { get; set; }

    internal string IsoName { get; set; } = "";

    internal string JolietName { get; set; } = "";

    internal string UdfName { get; set; } = "";

    /// <summary>Length and first block of the bytes of a file.</summary>
    internal long Length => File?.Content.Length ?? 0;

    internal uint DataBlock { get; set; }

    /// <summary>Where the ISO 9660 and the Joliet folder lie.</summary>
    internal FolderPlace Iso, Joliet;

    /// <summary>Where the rest of the system use area lies when it does not fit into the directory record.</summary>
    internal ContinuationPlace? Continuation { get; set; }

    /// <summary>The same for the record of the root that describes itself.</summary>
    internal ContinuationPlace? SelfContinuation { get; set; }

    /// <summary>Block of the file entry, and first block and length of a folder's identifiers; relative to the UDF partition.</summary>
    internal uint UdfEntryBlock { get; set; }

    internal uint UdfFolderBlock { get; set; }

    internal long UdfFolderLength { get; set; }

    internal IEnumerable<TreeNode> Folders => Children!.Where(child => child.IsFolder);

    internal string Path => Parent is null ? "" : Parent.Parent is null ? Name : $"{Parent.Path}/{Name}";
}

/// <summary>An ISO 9660 directory: first block, bytes (whole blocks), and its number in the path table.</summary>
internal struct FolderPlace
{
    internal uint Block;
    internal uint Length;
    internal ushort Number;
}

/// <summary>A continuation area (SUSP 5.1), which never crosses a block.</summary>
internal sealed record ContinuationPlace(int BlockIndex, int Offset, int Length);
