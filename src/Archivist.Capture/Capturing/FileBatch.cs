using Archivist.Platform.Files;
using Archivist.Repository.Opening;

namespace Archivist.Capture.Capturing;

/// <summary>Some files of one directory that one reader reads one after the other: small ones are not worth a task each.</summary>
internal sealed class FileBatch(FolderDraft draft)
{
    private const int MostFiles = 128;
    private const long MostBytes = 1 << 20;

    private readonly List<Item> _items = [];
    private long _bytes;

    internal FolderDraft Draft => draft;

    internal IReadOnlyList<Item> Items => _items;

    internal bool IsFull => _items.Count >= MostFiles || _bytes >= MostBytes;

    /// <summary>Room for all its files that are single pieces, and a byte to see the end of each.</summary>
    internal int SmallBytes { get; private set; } = 1;

    internal void Add(int place, FileName name, long size)
    {
        _items.Add(new Item(place, name));
        _bytes += size;
        if (size < FileChunker.MinimumSize)
            SmallBytes += (int)size + 1;
    }

    internal readonly record struct Item(int Place, FileName Name);
}
