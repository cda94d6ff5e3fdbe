namespace Archivist.Images.Reading;

/// <summary>
/// Bounds the cost of reading a tree, whatever an image claims: every directory is read once, all directories together are not larger
/// than the image, and there are limits to depth and number.
/// </summary>
internal sealed class TreeLimits(long imageLength)
{
    private const int MaxDepth = 4096;
    private const int MaxEntries = 2_000_000;
    private const long MaxFolderBytes = 512L << 20;
    private const int MaxPath = 64 << 10;
    private const int MaxExtents = 4_000_000;

    private readonly HashSet<long> _folders = [];
    private readonly long _maxFolderBytes = Math.Min(imageLength, MaxFolderBytes);
    private long _folderBytes;
    private int _entries, _extents;

    /// <summary>Called with the place of a directory before it is read.</summary>
    internal void EnterFolder(DiscEntry folder, long offset, long length)
    {
        var thing = Name(folder);
        if (!_folders.Add(offset))
            throw new DamagedImageException(thing, offset, "is its own ancestor or is in two folders");
        if (folder.Depth > MaxDepth)
            throw new DamagedImageException(thing, offset, $"lies deeper than {MaxDepth} folders");
        if (folder.PathLength > MaxPath)
            throw new DamagedImageException(thing, offset, $"has a path longer than {MaxPath} characters");
        AddFolderBytes(thing, offset, length);
    }

    /// <summary>Called for every extent of every file.</summary>
    internal void AddExtents(int count, Thing thing, long offset)
    {
        _extents += count;
        if (_extents > MaxExtents)
            throw new DamagedImageException(thing, offset, $"is in a tree of more than {MaxExtents} extents");
    }

    internal void AddFolderBytes(Thing thing, long offset, long length)
    {
        _folderBytes += length;
        if (length < 0 || _folderBytes < 0 || _folderBytes > _maxFolderBytes)
            throw new DamagedImageException(thing, offset, "claims to be larger than any folder can be");
    }

    /// <summary>Puts a child into its directory, once its name is known to be one.</summary>
    internal void Add(DiscEntry folder, DiscEntry child, long offset)
    {
        if (child.Name is "" or "." or ".." || child.Name.AsSpan().ContainsAny('/', '\0'))
            throw new DamagedImageException(Name(folder), offset, "holds a name that is none");
        if (++_entries > MaxEntries)
            throw new DamagedImageException(Name(folder), offset, $"is in a tree of more than {MaxEntries} names");
        if (!folder.TryAdd(child))
            throw new DamagedImageException(Name(folder), offset, $"holds the name '{child.Name}' twice");
    }

    internal static Thing Name(DiscEntry folder) => new("", folder);
}
