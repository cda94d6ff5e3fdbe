using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Archivist.Repository.Crypto;
using Archivist.Repository.Indexing;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository;

/// <summary>
/// Checks a repository without changing it: every index, pack and snapshot is there and fits together, and, when data is read,
/// every byte of every pack is what its name, its header and its index say.
/// </summary>
public sealed class RepositoryCheck
{
    private readonly OpenRepository _repository;
    private readonly IndexedRepository _indexed;
    private readonly ConcurrentQueue<CheckFinding> _findings = new();
    private readonly MasterIndex _index = new();
    private readonly Dictionary<PackId, List<PackedBlob>> _packs = [];
    private long _bytesRead;

    /// <summary>Prepares a check of <paramref name="repository"/>; nothing is read yet.</summary>
    public RepositoryCheck(OpenRepository repository)
    {
        _repository = repository;
        _indexed = new IndexedRepository(repository, _index);
    }

    /// <summary>Runs the check.</summary>
    /// <param name="readData">Also read and authenticate every pack.</param>
    /// <param name="progress">Bytes of packs read so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CheckReport> RunAsync(bool readData, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await LoadIndexesAsync(cancellationToken);
        var present = await ComparePacksAsync(cancellationToken);
        var snapshots = await WalkSnapshotsAsync(cancellationToken);
        if (readData)
            await Parallel.ForEachAsync(
                // What no index names is never read by a restore either.
                present.Where(pack => _packs.ContainsKey(new PackId(pack.Name.Id))),
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, _repository.Store.Traits.MaxConcurrency),
                },
                async (pack, token) =>
                {
                    await ReadPackAsync(pack, token);
                    progress?.Report(Interlocked.Read(ref _bytesRead));
                });
        var ordered = _findings.OrderByDescending(f => f.LosesData).ThenBy(f => f.Sentence, StringComparer.Ordinal).ToList();
        return new CheckReport(snapshots, present.Count, _index.Count, _bytesRead, ordered);
    }

    private async Task LoadIndexesAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, _) in await _repository.Store.ListSortedAsync(ObjectKind.Index, cancellationToken))
        {
            try
            {
                var json = await _repository.ReadFileAsync(name, cancellationToken);
                IndexFile.Read(json.Span, name, (pack, blobs) =>
                {
                    _index.Add(pack, blobs);
                    if (_packs.TryGetValue(pack, out var known))
                        known.AddRange(blobs.Except(known));
                    else
                        _packs.Add(pack, [.. blobs.Distinct()]);
                });
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
            {
                _findings.Enqueue(new CheckFinding.Damaged(name, cause.Message));
            }
        }
    }

    private async Task<List<StoredObject>> ComparePacksAsync(CancellationToken cancellationToken)
    {
        var present = await _repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        var lengths = present.ToDictionary(pack => new PackId(pack.Name.Id), pack => pack.Length);
        foreach (var (pack, blobs) in _packs)
        {
            if (!lengths.TryGetValue(pack, out var length))
            {
                _findings.Enqueue(new CheckFinding.PackMissing(pack));
                continue;
            }

            var expected = blobs.Sum(blob => (long)blob.Length) + PackHeader.SizeOf(blobs);
            if (expected != length)
                _findings.Enqueue(new CheckFinding.PackLength(pack, expected, length));
        }

        foreach (var pack in lengths.Keys.Where(pack => !_packs.ContainsKey(pack)))
            _findings.Enqueue(new CheckFinding.PackUnindexed(pack));
        return present;
    }

    private async Task<int> WalkSnapshotsAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<BlobId>();
        var count = 0;
        foreach (var (name, _) in await _repository.Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken))
        {
            count++;
            try
            {
                var snapshot = SnapshotFile.Read((await _repository.ReadFileAsync(name, cancellationToken)).Span, name);
                await WalkTreesAsync(snapshot, seen, cancellationToken);
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
            {
                _findings.Enqueue(new CheckFinding.Damaged(name, cause.Message));
            }
        }

        return count;
    }

    private async Task WalkTreesAsync(Snapshot snapshot, HashSet<BlobId> seen, CancellationToken cancellationToken)
    {
        // A tree names its subtrees by hash, so there are no cycles; the set keeps shared ones from being walked twice.
        var pending = new Stack<BlobId>();
        pending.Push(snapshot.Tree);
        while (pending.TryPop(out var tree))
        {
            if (!seen.Add(tree))
                continue;
            if (!_index.Contains(BlobType.Tree, tree))
            {
                _findings.Enqueue(new CheckFinding.BlobMissing(BlobType.Tree, tree, snapshot.Id));
                continue;
            }

            foreach (var node in await ReadTreeOrReportAsync(tree, cancellationToken))
            {
                if (node.Subtree is { } subtree)
                    pending.Push(subtree);
                foreach (var blob in node.Content)
                {
                    if (!_index.Contains(BlobType.Data, blob) && seen.Add(blob))
                        _findings.Enqueue(new CheckFinding.BlobMissing(BlobType.Data, blob, snapshot.Id));
                }
            }
        }
    }

    private async Task<IReadOnlyList<Node>> ReadTreeOrReportAsync(BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            return await _indexed.ReadTreeAsync(tree, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            _index.TryFind(BlobType.Tree, tree, out var location);
            _findings.Enqueue(new CheckFinding.Damaged(new ObjectName(ObjectKind.Pack, location.Pack.Value), cause.Message));
            return [];
        }
    }

    private async Task ReadPackAsync(StoredObject pack, CancellationToken cancellationToken)
    {
        if (pack.Length is < Sealer.Overhead + PackHeader.LengthFieldSize or > int.MaxValue / 2)
        {
            _findings.Enqueue(new CheckFinding.Damaged(pack.Name, $"{pack.Length} bytes cannot be a pack"));
            return;
        }

        var content = ArrayPool<byte>.Shared.Rent((int)pack.Length);
        try
        {
            var bytes = content.AsMemory(0, (int)pack.Length);
            await _repository.Store.ReadRangeAsync(pack.Name, 0, bytes, cancellationToken);
            Interlocked.Add(ref _bytesRead, pack.Length);
            foreach (var cause in FindDamage(pack.Name, bytes))
                _findings.Enqueue(new CheckFinding.Damaged(pack.Name, cause));
        }
        catch (Exception cause) when (cause is EndOfStreamException or ObjectMissingException)
        {
            _findings.Enqueue(new CheckFinding.Damaged(pack.Name, cause.Message));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private List<string> FindDamage(ObjectName name, Memory<byte> content)
    {
        ReadOnlySpan<byte> pack = content.Span;
        var causes = new List<string>();
        if (Digest.Of(pack) != name.Id)
            causes.Add("its bytes do not match its name");
        var headerLength = BinaryPrimitives.ReadUInt32LittleEndian(pack[^PackHeader.LengthFieldSize..]);
        if (headerLength < Sealer.Overhead || headerLength > pack.Length - PackHeader.LengthFieldSize)
        {
            causes.Add($"its header claims {headerLength} bytes");
            return causes;
        }

        var entries = new byte[headerLength - Sealer.Overhead];
        var sealedHeader = pack[^(PackHeader.LengthFieldSize + (int)headerLength)..^PackHeader.LengthFieldSize];
        if (!_repository.Sealers.TryOpen(sealedHeader, entries) || PackHeader.TryParse(entries, pack.Length) is not { } blobs)
        {
            causes.Add("its header is damaged");
            return causes;
        }

        foreach (var batch in BlobBatches.Of(blobs))
        {
            var opened = new PlainBlob?[batch.Count];
            var damages = new BlobDamage[batch.Count];
            _indexed.OpenBlobs(batch, [.. batch.Select(blob => content.Slice((int)blob.Offset, (int)blob.Length))], opened, damages);
            for (var i = 0; i < batch.Count; i++)
            {
                opened[i]?.Dispose();
                if (damages[i] is not BlobDamage.None)
                    causes.Add($"blob {batch[i].Id} at {batch[i].Offset} is damaged ({damages[i]})");
            }
        }

        var packId = new PackId(name.Id);
        if (_packs.TryGetValue(packId, out var known) && known.Except(blobs).Any())
            causes.Add("its header and its index disagree");
        return causes;
    }
}
