using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

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
    private readonly Dictionary<BlobId, (UInt128 Files, UInt128 Bytes)> _again = [];
    private UInt128 _bytes, _files;
    private long _blobs, _uncompressed;

    internal async Task<RepositoryStatistics> RunAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        foreach (var snapshot in snapshots)
        {
            _linksSeen.Clear();
            _again.Clear();
            if (mode is StatisticsMode.RestoreSize)
                await CountRestoredAsync(snapshot.Tree, 0, cancellationToken);
            else
                await WalkAsync(snapshot.Tree, "", 0, cancellationToken);
        }

        return new RepositoryStatistics(snapshots.Count, Bounded(_bytes), Bounded(_files), _blobs, _uncompressed);
    }

    /// <summary>
    /// What a restore would write, for each path to a directory; but a directory is read once. When it is met again in a snapshot, only its hard
    /// links are not new.
    /// </summary>
    private async Task CountRestoredAsync(BlobId tree, int depth, CancellationToken cancellationToken)
    {
        if (_again.TryGetValue(tree, out var again))
        {
            (_files, _bytes) = (Sum(_files, again.Files), Sum(_bytes, again.Bytes));
            return;
        }

        if (depth % 64 == 63)
            await Task.Yield();
        var (files, bytes) = (UInt128.Zero, UInt128.Zero);
        foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
        {
            var isLinked = node.Links > 1 && node.Type is not NodeType.Directory;
            files++;
            bytes += isLinked ? 0 : node.Size;
            _files = Sum(_files, 1);
            if (!isLinked || _linksSeen.Add((node.Inode, node.DeviceId)))
                _bytes = Sum(_bytes, node.Size);
            if (node.Subtree is not { } subtree)
                continue;
            await CountRestoredAsync(subtree, depth + 1, cancellationToken);
            (files, bytes) = (Sum(files, _again[subtree].Files), Sum(bytes, _again[subtree].Bytes));
        }

        _again[tree] = (files, bytes);
    }

    /// <summary>Hostile trees can claim more than any number holds.</summary>
    private static UInt128 Sum(UInt128 a, UInt128 b) => a > UInt128.MaxValue - b ? UInt128.MaxValue : a + b;

    private static long Bounded(UInt128 number) => (long)UInt128.Min(number, long.MaxValue);

    private async Task WalkAsync(BlobId tree, string path, int depth, CancellationToken cancellationToken)
    {
        // Whatever is counted once was counted when the directory was met first.
        if (!_treesSeen.Add(tree))
            return;
        if (depth % 64 == 63)
            await Task.Yield();
        if (mode is StatisticsMode.RawData)
            CountStored(BlobType.Tree, tree);
        foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
        {
            Count(node, path);
            if (node.Subtree is not { } subtree)
                continue;
            // Only this mode distinguishes paths, and two that exceed the longest path followed need not be distinguished.
            var below = mode is StatisticsMode.BlobsPerFile && path.Length <= WalkLimit.LongestPath ? $"{path}/{node.Name}" : path;
            await WalkAsync(subtree, below, depth + 1, cancellationToken);
        }
    }

    private void Count(Node node, string folder)
    {
        switch (mode)
        {
            case StatisticsMode.FilesByContents:
                // Everything without content is one file to restic, and so it is here.
                if (_contentsSeen.Add(ContentsOf(node)))
                {
                    _files++;
                    _bytes = Sum(_bytes, node.Size);
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
            _bytes += (ulong)(repository.FindDataLength(blob) ?? throw Unknown(BlobType.Data, blob));
        }
    }

    private void CountStored(BlobType type, BlobId blob)
    {
        if (!repository.Index.TryFind(type, blob, out var location))
            throw Unknown(type, blob);
        _blobs++;
        _bytes += (ulong)location.Blob.Length;
        _uncompressed += location.Blob.PlaintextLength;
    }

    private static Digest ContentsOf(Node node) => Digest.Of(Encoding.ASCII.GetBytes(string.Concat(node.Content)));

    private ArchivistException Unknown(BlobType type, BlobId blob) => new(new BlobNotIndexed(type, blob, repository.Repository.Store.Location));
}
