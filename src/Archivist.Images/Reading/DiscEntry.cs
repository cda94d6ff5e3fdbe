using Archivist.Images.Model;

namespace Archivist.Images.Reading;

/// <summary>One name in the tree of a disc.</summary>
public sealed class DiscEntry
{
    private readonly Dictionary<string, DiscEntry> _children = new(StringComparer.Ordinal);

    internal DiscEntry(DiscEntryKind kind, string name, DiscEntry? parent)
    {
        Kind = kind;
        Name = name;
        Parent = parent;
        Depth = parent is null ? 0 : parent.Depth + 1;
        PathLength = parent is null ? 0 : parent.PathLength + 1 + name.Length;
    }

    /// <summary>File, directory, link, device, fifo or socket.</summary>
    public DiscEntryKind Kind { get; }

    /// <summary>The name, without a slash; empty for the root.</summary>
    public string Name { get; }

    /// <summary>The directory it lies in; null for the root.</summary>
    public DiscEntry? Parent { get; }

    /// <summary><c>a/b/c</c>, as <see cref="DiscNode.Path"/>; empty for the root.</summary>
    public string Path
    {
        get
        {
            var names = new Stack<string>();
            for (var entry = this; entry.Parent is not null; entry = entry.Parent)
                names.Push(entry.Name);
            return string.Join('/', names);
        }
    }

    /// <summary>Bytes of a file; 0 for anything else.</summary>
    public long Length { get; internal set; }

    /// <summary>POSIX permission bits.</summary>
    public int Mode { get; internal set; }

    /// <summary>The owner's number; 0 where the file system has none.</summary>
    public uint UserId { get; internal set; }

    /// <summary>The group's number; 0 where the file system has none.</summary>
    public uint GroupId { get; internal set; }

    /// <summary>Major and minor number of a device.</summary>
    public (uint Major, uint Minor) Device { get; internal set; }

    /// <summary>Time of the last change.</summary>
    public DateTimeOffset ModifiedAt { get; internal set; }

    /// <summary>What a link points at.</summary>
    public string? LinkTarget { get; internal set; }

    /// <summary>Where the bytes of a file lie, in their order.</summary>
    public IReadOnlyList<DiscExtent> Extents { get; internal set; } = [];

    /// <summary>What a directory holds, in the order of the disc.</summary>
    public IReadOnlyCollection<DiscEntry> Children => _children.Values;

    internal int Depth { get; }

    /// <summary>Characters of the path, and one.</summary>
    internal int PathLength { get; }

    /// <summary>Number of names that it has by its own account.</summary>
    internal uint Links { get; set; } = 1;

    /// <summary>The child of that name, or null.</summary>
    public DiscEntry? Child(string name) => _children.GetValueOrDefault(name);

    /// <summary>This entry and everything below it, directories before what they hold.</summary>
    public IEnumerable<DiscEntry> All()
    {
        var pending = new Stack<DiscEntry>([this]);
        while (pending.TryPop(out var entry))
        {
            yield return entry;
            foreach (var child in entry.Children.Reverse())
                pending.Push(child);
        }
    }

    internal bool TryAdd(DiscEntry child) => _children.TryAdd(child.Name, child);
}
