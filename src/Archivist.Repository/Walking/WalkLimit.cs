using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Walking;

/// <summary>
/// Keeps a walk that visits a directory once for each path to it finite. Folders are named by their content, so sixty small trees can claim
/// 2^60 entries. A walk that has become long, or has passed more directories than there are blobs and so must have met some again, is allowed to
/// go on when all its entries, counted once for each tree, are not more than a file system can hold. Costs nothing before that. Not thread-safe.
/// </summary>
/// <param name="repository">Where the trees lie.</param>
/// <param name="roots">Where the walk begins; of several trees each may be walked whole.</param>
public sealed class WalkLimit(IndexedRepository repository, params IReadOnlyList<BlobId> roots)
{
    /// <summary>
    /// Bytes of the longest path that is followed: four times what Linux takes as one. Every directory on the way holds its own, so that without a limit
    /// the memory for them grows with the square of the depth.
    /// </summary>
    public const int LongestPath = 16 * 1024;

    /// <summary>ext4 numbers its files with 32 bits, and XFS volumes with more files than that are not known.</summary>
    private const double MostEntries = 1L << 32;

    private const long StepsUnquestioned = 1_000_000;
    private const int StepsOfFolder = 8;
    private const int FoldersUnquestioned = 1000;

    private long _steps, _folders;
    private bool _isAllowed;

    /// <summary>
    /// Must be called for every directory that the walk has read; <see cref="Failure.Tampering"/> when the walk cannot end.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: the trees claim more entries than any file system holds (<see cref="TreeEntriesExcessive"/>).</exception>
    public async ValueTask PassAsync(int entries, CancellationToken cancellationToken)
    {
        _steps += entries + StepsOfFolder;
        _folders++;
        if (_isAllowed || (_steps < StepsUnquestioned && _folders < FoldersUnquestioned + repository.BlobCount))
            return;
        foreach (var root in roots)
        {
            var count = await CountAsync(root, cancellationToken);
            if (count > MostEntries)
                throw new ArchivistException(new TreeEntriesExcessive(root, count));
        }

        _isAllowed = true;
    }

    /// <summary>The problem of a directory whose path is longer than <see cref="LongestPath"/>.</summary>
    public static PathTooDeep TooDeep(ReadOnlySpan<byte> path)
    {
        const int Shown = 60;
        return new PathTooDeep($"{new FileName(path[..Shown].ToArray())}…", LongestPath);
    }

    /// <summary>Must be called before a walk that cannot skip a directory enters it; <see cref="Failure.Failed"/> when the path is too long.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: the path is longer than <see cref="LongestPath"/>.</exception>
    public static void ThrowIfTooDeep(ReadOnlySpan<byte> path)
    {
        if (path.Length > LongestPath)
            throw new ArchivistException(TooDeep(path));
    }

    /// <summary>Entries below a tree, shared directories counted for each path to them, but read once.</summary>
    private async Task<double> CountAsync(BlobId root, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<BlobId, double>();
        var open = new Stack<(BlobId Tree, double Own, IReadOnlyList<BlobId> Below)>();
        open.Push(await ReadAsync(root, cancellationToken));
        while (open.TryPeek(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var pending = folder.Below.Where(below => !counts.ContainsKey(below)).Distinct().ToList();
            foreach (var below in pending)
                open.Push(await ReadAsync(below, cancellationToken));
            if (pending.Count > 0)
                continue;
            counts[folder.Tree] = folder.Own + folder.Below.Sum(below => counts[below]);
            open.Pop();
        }

        return counts[root];
    }

    private async Task<(BlobId, double, IReadOnlyList<BlobId>)> ReadAsync(BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            var nodes = await repository.ReadTreeAsync(tree, cancellationToken);
            return (tree, nodes.Count, [.. nodes.Select(node => node.Subtree).OfType<BlobId>()]);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // The walk itself reports it.
            return (tree, 0, []);
        }
    }
}
