using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Trees;

namespace Archivist.Restore.Mounting;

/// <summary>The entries of one directory, sorted by the bytes of their names. Never changes once it is shown; another one may take its place.</summary>
internal sealed class MountFolder
{
    private static readonly Comparer<MountItem> ByName = Comparer<MountItem>.Create((a, b) => a.Node.Name.CompareTo(b.Node.Name));

    internal static readonly MountFolder Empty = new([]);

    private readonly List<MountItem> _items;

    internal MountFolder(IEnumerable<MountItem> items)
    {
        // A name that is none, or is there twice, would confuse the kernel: only a hostile snapshot has such.
        _items = [.. items.Where(item => item.Node.Name.IsSafe && item.Node.Name.Bytes.Length <= 255).Order(ByName)];
        for (var i = _items.Count - 1; i > 0; i--)
        {
            if (_items[i].Node.Name == _items[i - 1].Node.Name)
                _items.RemoveAt(i);
        }
    }

    internal IReadOnlyList<MountItem> Items => _items;

    internal MountItem? Find(FileName name)
    {
        var found = _items.BinarySearch(new MountItem(new Node { Name = name, Type = NodeType.File }, null), ByName);
        return found < 0 ? null : _items[found];
    }

    /// <summary>An estimate of the memory that it takes.</summary>
    internal long Weight => _items.Sum(item => 400L + item.Node.Content.Count * 32L);
}
