namespace Archivist.Images.Mapping;

/// <summary>The fields that only directories have.</summary>
internal sealed class FolderPart
{
    /// <summary>Sorted by name, ordinally.</summary>
    internal List<TreeNode> Children { get; } = [];

    /// <summary>Number of directories among the children.</summary>
    internal int Folders { get; set; }

    /// <summary>The same in the order of ISO 9660, with the directory of relocated directories in the root; and in that of Joliet.</summary>
    internal TreeNode[] IsoChildren { get; set; } = [];

    internal TreeNode[] JolietChildren { get; set; } = [];

    /// <summary>Depth in ISO 9660, where the root is 1 and there are 8.</summary>
    internal int IsoLevel { get; set; }

    /// <summary>The name of the directory among the relocated ones, when it lies too deep for ISO 9660.</summary>
    internal string? MovedName { get; set; }

    /// <summary>True for the one directory in which ISO 9660 keeps those that lie too deep.</summary>
    internal bool HoldsRelocated { get; init; }

    /// <summary>The directory in which ISO 9660 has this one.</summary>
    internal TreeNode? IsoParent { get; set; }

    internal FolderPlace Iso, Joliet;

    /// <summary>The rest of the system use area of the record by which the directory describes itself.</summary>
    internal Continuation SelfContinuation { get; set; }

    /// <summary>The same for its record among the relocated directories.</summary>
    internal Continuation MovedContinuation { get; set; }

    /// <summary>First block and length of the file identifiers of UDF, in the partition that holds them.</summary>
    internal uint UdfBlock { get; set; }

    internal long UdfLength { get; set; }
}

/// <summary>An ISO 9660 directory: first block, bytes (whole blocks), and its number in the path table, which is 0 when it is not in it.</summary>
internal struct FolderPlace
{
    internal uint Block;
    internal uint Length;
    internal uint Number;
}
