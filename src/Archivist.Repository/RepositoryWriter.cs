using System.Buffers;
using System.Collections.Concurrent;
using System.Threading.Channels;
using Archivist.Repository.Indexing;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Repository;

/// <summary>
/// Blobs added here become reachable only through <see cref="CommitAsync"/>, which writes packs, then indexes, then the
/// snapshot: killed at any moment, the repository is as it was before, plus packs that nothing refers to.
/// </summary>
/// <remarks>
/// Adding is thread-safe. Memory is bounded: a few blobs wait for a worker, a few packs for the store, and whoever adds more
/// waits. One failure stops the whole transaction and is what every later call throws.
/// </remarks>
public sealed class RepositoryWriter : IAsyncDisposable
{
    private const int BlobsPerIndex = 50_000;
    private const int PackWriters = 2;

    private readonly IndexedRepository _repository;
    private readonly PackSizing _sizing;
    private readonly Channel<BlobJob> _jobs;
    private readonly Channel<PackBuilder> _packs = Channel.CreateBounded<PackBuilder>(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<(BlobType, BlobId), byte> _added = new();
    private readonly ConcurrentBag<PackBuilder> _emptyPacks = [];
    private readonly Lock _packGate = new();
    private readonly Lock _indexGate = new();
    private readonly List<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> _unindexed = [];
    private readonly Task _workers, _packWriters;
    private PackBuilder _dataPack, _treePack;
    private Exception? _failure;
    private long _newData, _newTrees, _newBytes, _storedBytes;
    private bool _finished;

    internal RepositoryWriter(IndexedRepository repository, PackSizing sizing)
    {
        _repository = repository;
        _sizing = sizing;
        _dataPack = new PackBuilder(sizing.TargetBytes);
        _treePack = new PackBuilder(sizing.TargetBytes);
        _jobs = Channel.CreateBounded<BlobJob>(Environment.ProcessorCount * 2);
        _workers = Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(SealBlobsAsync)));
        _packWriters = Task.WhenAll(Enumerable.Range(0, PackWriters).Select(_ => Task.Run(WritePacksAsync)));
    }

    /// <summary>What was added so far.</summary>
    public WriteTotals Totals => new(
        Interlocked.Read(ref _newData), Interlocked.Read(ref _newTrees),
        Interlocked.Read(ref _newBytes), Interlocked.Read(ref _storedBytes));

    /// <summary>A failure of the repository has stopped the transaction.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>
    /// Takes over <paramref name="content"/>, disposes it when it is stored, and tells its id as soon as it is known.
    /// Waits while too many blobs are under way.
    /// </summary>
    public async ValueTask<Task<BlobId>> AddDataAsync(
        IMemoryOwner<byte> content, int length, CancellationToken cancellationToken)
    {
        var job = new BlobJob(BlobType.Data, content, content.Memory[..length]);
        await EnqueueAsync(job, cancellationToken);
        return job.Task;
    }

    /// <summary>Stores one folder; the nodes are sorted here.</summary>
    public async Task<BlobId> AddTreeAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken)
    {
        var job = new BlobJob(BlobType.Tree, null, TreeFile.Write(nodes.OrderBy(node => node.Name)));
        await EnqueueAsync(job, cancellationToken);
        return await job.Task;
    }

    /// <summary>Stores one folder as another repository spells it, byte for byte, so that it keeps its id.</summary>
    internal async Task<BlobId> AddTreeAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var job = new BlobJob(BlobType.Tree, null, json);
        await EnqueueAsync(job, cancellationToken);
        return await job.Task;
    }

    /// <summary>Makes everything durable and reachable, and returns the stored snapshot.</summary>
    public async Task<Snapshot> CommitAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        _finished = true;
        _jobs.Writer.Complete();
        await _workers;
        ThrowIfFailed();
        foreach (var pack in new[] { _dataPack, _treePack })
        {
            if (pack.Blobs.Count > 0)
                await _packs.Writer.WriteAsync(pack, cancellationToken);
        }

        _packs.Writer.Complete();
        await _packWriters;
        ThrowIfFailed();
        await WriteIndexAsync(minimumBlobs: 1, cancellationToken);
        var name = await _repository.Repository.WriteFileAsync(ObjectKind.Snapshot, SnapshotFile.Write(snapshot), cancellationToken);
        return snapshot with { Id = new SnapshotId(name.Id) };
    }

    /// <summary>Stops whatever is still under way; without a commit nothing has become reachable.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _jobs.Writer.TryComplete();
        _packs.Writer.TryComplete();
        await _workers;
        await _packWriters;
        _stop.Dispose();
    }

    private async ValueTask EnqueueAsync(BlobJob job, CancellationToken cancellationToken)
    {
        try
        {
            ThrowIfFailed();
            await _jobs.Writer.WriteAsync(job, cancellationToken);
        }
        catch
        {
            job.ReleaseContent();
            ThrowIfFailed();
            throw;
        }
    }

    private async Task SealBlobsAsync()
    {
        var sealing = new BlobSealing(_repository.Repository.Sealers, _repository.Repository.Version >= 2, _sizing.CompressionLevel);
        await foreach (var job in _jobs.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                var full = SealBlob(job, sealing, out var id);
                if (full is not null)
                    await _packs.Writer.WriteAsync(full, _stop.Token);
                job.TrySetResult(id);
            }
            catch (Exception cause)
            {
                // The edge of a job: the one who waits for it and everybody after learn why.
                Fail(cause);
                job.TrySetException(cause);
            }
            finally
            {
                job.ReleaseContent();
            }
        }
    }

    /// <summary>Returns the pack that became full, if one did.</summary>
    private PackBuilder? SealBlob(BlobJob job, BlobSealing sealing, out BlobId id)
    {
        id = new BlobId(Digest.Of(job.Content.Span));
        if (_repository.Index.Contains(job.Type, id) || !_added.TryAdd((job.Type, id), 0))
            return null;
        var sealedBlob = sealing.Seal(job.Type, job.Content.Span, out var uncompressedLength);
        Interlocked.Increment(ref job.Type is BlobType.Tree ? ref _newTrees : ref _newData);
        Interlocked.Add(ref _newBytes, job.Content.Length);
        lock (_packGate)
        {
            ref var pack = ref job.Type is BlobType.Tree ? ref _treePack : ref _dataPack;
            pack.Add(job.Type, id, sealedBlob, uncompressedLength);
            if (!pack.IsFull)
                return null;
            var full = pack;
            pack = _emptyPacks.TryTake(out var empty) ? empty : new PackBuilder(_sizing.TargetBytes);
            return full;
        }
    }

    private async Task WritePacksAsync()
    {
        await foreach (var builder in _packs.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                _stop.Token.ThrowIfCancellationRequested();
                var content = builder.Finish(_repository.Repository.Sealers);
                var pack = new PackId(Digest.Of(content.Span));
                await _repository.Repository.Store.PutAsync(
                    new ObjectName(ObjectKind.Pack, pack.Value), new BytesContent(content), _stop.Token);
                Interlocked.Add(ref _storedBytes, content.Length);
                lock (_indexGate)
                    _unindexed.Add((pack, builder.Blobs));
                builder.Reset();
                _emptyPacks.Add(builder);
                await WriteIndexAsync(BlobsPerIndex, _stop.Token);
            }
            catch (Exception cause)
            {
                Fail(cause);
            }
        }
    }

    private async Task WriteIndexAsync(int minimumBlobs, CancellationToken cancellationToken)
    {
        List<(PackId Pack, IReadOnlyList<PackedBlob> Blobs)> packs;
        lock (_indexGate)
        {
            if (_unindexed.Sum(pack => pack.Blobs.Count) < minimumBlobs)
                return;
            packs = [.. _unindexed];
            _unindexed.Clear();
        }

        await _repository.Repository.WriteFileAsync(ObjectKind.Index, IndexFile.Write(packs), cancellationToken);
        foreach (var (pack, blobs) in packs)
            _repository.Index.Add(pack, blobs);
    }

    private void Fail(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _failure, cause, null) is null)
            _stop.Cancel();
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }
}
