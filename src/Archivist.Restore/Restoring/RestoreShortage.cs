using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>Reports, for a restore that ended on a full file system, what is missing and how much space is needed.</summary>
internal sealed class RestoreShortage(IndexedRepository repository, RestoreOptions options, RestoreTally tally)
{
    private const int NamedFiles = 3;

    /// <summary>The failure that the operator sees. Counts the entries to restore, which reads all trees of the snapshot.</summary>
    internal async Task<ArchivistException> DescribeAsync(BlobId tree, ArchivistException cause, CancellationToken cancellationToken)
    {
        var (files, bytes) = await CountAsync(tree, cancellationToken);
        var totals = tally.Totals;
        var (filesLeft, bytesLeft) = (Math.Max(1, files - totals.FilesDone - tally.Kept), Math.Max(0, bytes - totals.BytesDone));
        var free = new DriveInfo(options.Target).AvailableFreeSpace;
        var lacking = bytesLeft > free ? bytesLeft - free : default(long?);
        return new ArchivistException(new RestoreOutOfSpace(options.Target, filesLeft, files, bytesLeft, [.. tally.Missing.Take(NamedFiles)], lacking), cause);
    }

    private async Task<(long Files, long Bytes)> CountAsync(BlobId tree, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0L, 0L);
        var linked = new HashSet<(ulong, ulong)>();
        var limit = new WalkLimit(repository, tree);
        var pending = new Stack<(byte[] Path, BlobId Tree)>([([], tree)]);
        while (pending.TryPop(out var folder))
        {
            var nodes = await repository.ReadTreeAsync(folder.Tree, cancellationToken);
            await limit.PassAsync(nodes.Count, cancellationToken);
            foreach (var node in nodes)
            {
                var path = DisplayPath.Join(folder.Path, node.Name);
                var isSelected = options.Selection.Selects(path);
                if (node is { Type: NodeType.Directory, Subtree: { } subtree } && options.Selection.MaySelectBelow(path, isSelected))
                    pending.Push((path, subtree));
                if (node.Type is not NodeType.File || !isSelected)
                    continue;
                files++;
                if (node.Links <= 1 || linked.Add((node.DeviceId, node.Inode)))
                    bytes += (long)node.Size;
            }
        }

        return (files, bytes);
    }
}
