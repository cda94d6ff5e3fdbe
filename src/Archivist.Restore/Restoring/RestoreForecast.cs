using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Counts what a restore of everything will write, beside the restore and ahead of it: one directory at a time, and only once the restore has shown that it
/// is a long one. A short one has looked at all there is before its only window is written. One instance serves one restore.
/// </summary>
internal sealed class RestoreForecast(IndexedRepository repository, BlobId tree, RestoreTally tally) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private long _entries;
    private Task? _counting;

    /// <summary>The restore has read a directory.</summary>
    internal void Pass(int entries)
    {
        _entries += entries;
        if (_counting is null && _entries > RestoreWindow.MostEntries)
            _counting = Task.Run(ExpectAsync, CancellationToken.None);
    }

    /// <summary>Files, and the bytes of their content; that of a file with several names once, as a restore writes it.</summary>
    internal static async Task<(long Files, long Bytes)> CountAsync(IndexedRepository repository, BlobId tree, CancellationToken cancellationToken)
    {
        var (files, bytes) = (0L, 0L);
        var linked = new HashSet<(ulong, ulong)>();
        var limit = new WalkLimit(repository, tree);
        var pending = new Stack<BlobId>([tree]);
        while (pending.TryPop(out var folder))
        {
            var nodes = await repository.ReadTreeAsync(folder, cancellationToken);
            await limit.PassAsync(nodes.Count, cancellationToken);
            foreach (var node in nodes)
            {
                if (node is { Type: NodeType.Directory, Subtree: { } subtree })
                    pending.Push(subtree);
                if (node.Type is not NodeType.File)
                    continue;
                files++;
                if (node.Links <= 1 || linked.Add((node.DeviceId, node.Inode)))
                    bytes += (long)node.Size;
            }
        }

        return (files, bytes);
    }

    /// <summary>Stops counting because the total is no longer needed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_counting is not null)
            await _counting;
        _stop.Dispose();
    }

    private async Task ExpectAsync()
    {
        try
        {
            var (files, bytes) = await CountAsync(repository, tree, _stop.Token);
            tally.Expect(files, bytes);
        }
        catch (OperationCanceledException)
        {
            // The restore was quicker.
        }
        catch (Exception cause) when (cause is ArchivistException or IOException)
        {
            // The restore itself meets the cause and reports it.
        }
    }
}
