using Archivist.Platform.Files;

namespace Archivist.Restore.Mounting;

/// <summary>The entries that the kernel knows, by its numbers. An entry goes when the kernel has forgotten it. Thread-safe.</summary>
internal sealed class EntryTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, MountedEntry> _entries = [];
    private readonly Dictionary<(ulong Folder, FileName Name), MountedEntry> _byName = [];
    private ulong _lastId = 1;

    internal EntryTable(MountItem root)
    {
        Root = new MountedEntry(1, null, root, 1) { Known = 1 };
        _entries.Add(1, Root);
    }

    internal MountedEntry Root { get; }

    /// <summary>How many are known.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Null for a number that is not known any more.</summary>
    internal MountedEntry? Find(ulong id)
    {
        lock (_gate)
            return _entries.GetValueOrDefault(id);
    }

    /// <summary>Returns the number for an entry that is about to be reported to the kernel, and counts the reference.</summary>
    internal MountedEntry Announce(MountedEntry folder, MountItem item)
    {
        lock (_gate)
        {
            // An entry that leads elsewhere by now gets a new number, so that the kernel drops its cached one.
            if (!_byName.TryGetValue((folder.Id, item.Node.Name), out var entry) || !entry.Item.LeadsWhere(item))
            {
                entry = new MountedEntry(++_lastId, folder, item, MountedEntry.InodeOf(folder.Inode, SnapshotOf(folder), item.Node));
                _entries.Add(entry.Id, entry);
                _byName[(folder.Id, item.Node.Name)] = entry;
            }

            entry.Known++;
            return entry;
        }
    }

    internal void Forget(ulong id, ulong times)
    {
        lock (_gate)
        {
            if (id == 1 || !_entries.TryGetValue(id, out var entry))
                return;
            entry.Known -= Math.Min(times, entry.Known);
            if (entry.Known > 0)
                return;
            _entries.Remove(id);
            if (_byName.GetValueOrDefault((entry.Parent.Id, entry.Node.Name)) == entry)
                _byName.Remove((entry.Parent.Id, entry.Node.Name));
        }
    }

    /// <summary>The inode number of the snapshot's root: hard links are such within one snapshot only.</summary>
    internal static ulong SnapshotOf(MountedEntry folder)
    {
        while (folder.Parent != folder && folder.Parent.Item.Fixed is null)
            folder = folder.Parent;
        return folder.Inode;
    }
}
