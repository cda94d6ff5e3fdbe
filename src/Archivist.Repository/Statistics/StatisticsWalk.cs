using System.Text;

namespace Archivist.Repository.Statistics;

/// <summary>Walks snapshots and counts in one mode. Not thread-safe.</summary>
internal sealed class StatisticsWalk(IndexedRepository repository, StatisticsMode mode)
{
    private readonly HashSet<BlobId> _treesSeen = [];
    private readonly HashSet<Digest> _contentsSeen = [];
    private readonly HashSet<(string Path, BlobId Blob)> _blobsOfPaths = [];
    private readonly HashSet<string> _pathsSeen = new(StringComparer.Ordinal);
    private readonly HashSet<BlobId> _dataSeen = [];
    private readonly HashSet<(ulong Inode, ulong Device)> _linksSeen = [];
    private long _bytes, _files, _blobs, _uncompressed;

    internal async Task<RepositoryStatistics> RunAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        foreach (var snapshot in snapshots)
        {
            _linksSeen.Clear();
            await WalkAsync(snapshot.Tree, "", cancellationToken);
        }

        return new RepositoryStatistics(snapshots.Count, _bytes, _files, _blobs, _uncompressed);
    }

    private async Task WalkAsync(BlobId tree, string path, CancellationToken cancellationToken)
    {
        // Whatever is counted once was counted when the folder was met first; only a restore writes it again.
        if (!_treesSeen.Add(tree) && mode is not StatisticsMode.RestoreSize)
            return;
        if (mode is StatisticsMode.RawData)
            CountStored(BlobType.Tree, tree);
        foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
        {
            Count(node, path);
            if (node.Subtree is { } subtree)
                await WalkAsync(subtree, $"{path}/{node.Name}", cancellationToken);
        }
    }

    private void Count(Node node, string folder)
    {
        switch (mode)
        {
            case StatisticsMode.RestoreSize:
                _files++;
                if (node.Links <= 1 || node.Type is NodeType.Directory || _linksSeen.Add((node.Inode, node.DeviceId)))
                    _bytes += (long)node.Size;
                break;
            case StatisticsMode.FilesByContents:
                // Everything without content is one file to restic, and so it is here.
                if (_contentsSeen.Add(ContentsOf(node)))
                {
                    _files++;
                    _bytes += (long)node.Size;
                }

                break;
            case StatisticsMode.BlobsPerFile:
                if (_contentsSeen.Add(ContentsOf(node)))
                    CountBlobsOf(node, $"{folder}/{node.Name}");
                break;
            default:
                foreach (var blob in node.Content.Where(_dataSeen.Add))
                    CountStored(BlobType.Data, blob);
                break;
        }
    }

    private void CountBlobsOf(Node node, string path)
    {
        foreach (var blob in node.Content)
        {
            if (_pathsSeen.Add(path))
                _files++;
            if (!_blobsOfPaths.Add((path, blob)))
                continue;
            _blobs++;
            _bytes += repository.FindDataLength(blob) ?? throw Unknown(blob);
        }
    }

    private void CountStored(BlobType type, BlobId blob)
    {
        if (!repository.Index.TryFind(type, blob, out var location))
            throw Unknown(blob);
        _blobs++;
        _bytes += location.Blob.Length;
        _uncompressed += location.Blob.PlaintextLength;
    }

    private static Digest ContentsOf(Node node) => Digest.Of(Encoding.ASCII.GetBytes(string.Concat(node.Content)));

    private static ArchivistException Unknown(BlobId blob) =>
        new(Failure.DataLoss, $"blob {blob}: no index knows it") { Hint = "Run 'archivist check'." };
}
