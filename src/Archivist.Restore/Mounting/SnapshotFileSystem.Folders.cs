using System.Runtime.InteropServices;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Mounting;

/// <content>Folders: those of snapshots, which never change, and those above them, which do.</content>
internal sealed partial class SnapshotFileSystem
{
    /// <summary>Seconds for which the kernel may cache an answer: entries in a snapshot never change, entries above the snapshots do.</summary>
    private static ulong ValidIn(MountedEntry folder) => folder.Item.Fixed is null ? 3600UL : 1UL;

    /// <summary>A directory that may change is listed as it was when it was opened, however often the kernel comes for the next part.</summary>
    private async Task OpenFolderAsync(MountedEntry folder, FuseReply reply, CancellationToken cancellationToken)
    {
        if (folder.Item.Fixed is null || await FolderAsync(folder, cancellationToken) is not { } entries)
        {
            reply.Number(0UL).Number(FuseProtocol.KeepCache | FuseProtocol.CacheFolder).Number(0U);
            return;
        }

        var handle = (ulong)Interlocked.Increment(ref _lastHandle);
        _openFolders[handle] = entries;
        reply.Number(handle).Number(0U).Number(0U);
    }

    /// <summary>struct fuse_read_in: handle, offset, size.</summary>
    private async Task ListAsync(MountedEntry folder, bool withAttributes, ReadOnlyMemory<byte> body, FuseReply reply, CancellationToken cancellationToken)
    {
        var offset = MemoryMarshal.Read<long>(body.Span[8..]);
        if (!_openFolders.TryGetValue(MemoryMarshal.Read<ulong>(body.Span), out var entries) && (entries = await FolderAsync(folder, cancellationToken)) is null)
        {
            reply.Fail(FuseProtocol.NotDirectory);
            return;
        }

        for (var place = Math.Max(0, offset); place < entries.Items.Count + 2; place++)
        {
            var item = place < 2 ? null : entries.Items[(int)place - 2];
            var name = place == 0 ? "."u8 : place == 1 ? ".."u8 : item!.Node.Name.Bytes;
            var size = FuseProtocol.DirectoryEntryHeader + (name.Length + 7 & ~7) + (withAttributes ? FuseProtocol.EntrySize : 0);
            if (size > reply.Room)
                break;
            var inode = item is null
                ? (place == 0 ? folder : folder.Parent).Inode
                : MountedEntry.InodeOf(folder.Inode, EntryTable.SnapshotOf(folder), item.Node);
            if (withAttributes)
            {
                if (item is null)
                    // The kernel asks for these two by themselves.
                    reply.Zeros(FuseProtocol.EntrySize);
                else
                    reply.Entry(_entries.Announce(folder, item), ValidIn(folder));
            }

            reply.Number(inode).Number((ulong)place + 1).Number((uint)name.Length)
                .Number(item is null ? 4U : FuseReply.ModeOf(item.Node) >> 12).Bytes(name).Zeros(-name.Length & 7);
        }
    }

    /// <summary>The entries of a directory; null for what is none.</summary>
    private async Task<MountFolder?> FolderAsync(MountedEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Item.Fixed is not null)
            return await AboveSnapshotsAsync(entry, cancellationToken);
        if (entry.Node is not { Type: NodeType.Directory, Subtree: { } tree })
            return null;
        var made = _folders.Take(tree, out var isNew);
        if (isNew)
            _ = Task.Run(() => LoadAsync(tree), CancellationToken.None);
        return await made.Task.WaitAsync(cancellationToken);
    }

    /// <summary>A directory that leads to snapshots, as it is now; empty when its last one is gone.</summary>
    private async Task<MountFolder> AboveSnapshotsAsync(MountedEntry entry, CancellationToken cancellationToken)
    {
        var names = new Stack<FileName>();
        for (; entry.Parent != entry; entry = entry.Parent)
            names.Push(entry.Node.Name);
        var folder = await _snapshots.CurrentAsync(cancellationToken);
        while (names.TryPop(out var name))
            folder = folder.Find(name)?.Fixed ?? MountFolder.Empty;
        return folder;
    }

    private async Task LoadAsync(BlobId tree)
    {
        try
        {
            var nodes = await _blobs.Repository.ReadTreeAsync(tree, CancellationToken.None);
            _folders.Complete(tree, new MountFolder(nodes.Select(node => new MountItem(node, null))));
        }
        catch (Exception cause)
        {
            // The edge of a job: the cause reaches all who wait for this directory.
            _folders.Fail(tree, cause);
        }
    }
}
