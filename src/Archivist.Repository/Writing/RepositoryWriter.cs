using System.Buffers;
using System.Threading.Channels;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Writing;

/// <summary>
/// Blobs added here become reachable only through <see cref="CommitAsync(Func{WriteTotals, Snapshot}, CancellationToken)"/>, which writes packs, then indexes, then the
/// snapshot: killed at any moment, the repository is as it was before, plus packs that nothing refers to.
/// </summary>
/// <remarks>
/// Adding is thread-safe. Memory is bounded: a few blobs wait for a worker, a few packs for the store, and a caller that adds more
/// waits. One failure stops the whole transaction and is what every later call throws.
/// </remarks>
public sealed partial class RepositoryWriter : IAsyncDisposable
{
    private const int BlobsPerIndex = 50_000;
    private const int PackWriters = 2;

    /// <summary>Bytes of content that may wait for a worker or be in its hands, and the most that may wait however small it is.</summary>
    private const long BytesUnderWay = 48 << 20;
    private const int JobsUnderWay = 1024;

    /// <summary>
    /// Bytes that have a hash and wait to be sealed: what the workers need while the next batch is hashed, and no more, so that the rest
    /// waits where it makes the batches large.
    /// </summary>
    private const long BytesHashedAhead = 6 << 20;

    private readonly IndexedRepository _repository;
    private readonly PackSizing _sizing;
    private readonly TimeProvider _clock;
    private readonly Channel<BlobJob> _jobs = Channel.CreateBounded<BlobJob>(JobsUnderWay);
    private readonly Channel<BlobJob> _hashed = Channel.CreateUnbounded<BlobJob>();
    private readonly Channel<PackBuilder> _packs = Channel.CreateBounded<PackBuilder>(1);
    private readonly ByteBudget _budget = new(BytesUnderWay), _hashedAhead = new(BytesHashedAhead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _workers, _packWriters;
    private Exception? _failure;
    private long _newData, _newTrees, _newBytes, _storedBytes;
    private bool _finished;

    internal RepositoryWriter(IndexedRepository repository, PackSizing sizing, TimeProvider clock, Random? choice)
    {
        _choice = new PackChoice(choice);
        _clock = clock;
        _indexedAt = clock.GetTimestamp();
        _repository = repository;
        _sizing = sizing;
        _workers = Task.WhenAll([Task.Run(HashBlobsAsync), .. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(SealBlobsAsync))]);
        _packWriters = Task.WhenAll(Enumerable.Range(0, PackWriters).Select(_ => Task.Run(WritePacksAsync)));
    }

    /// <summary>What was added so far.</summary>
    public WriteTotals Totals => new(
        Interlocked.Read(ref _newData), Interlocked.Read(ref _newTrees),
        Interlocked.Read(ref _newBytes), Interlocked.Read(ref _storedBytes));

    /// <summary>A failure of the repository has stopped the transaction.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>
    /// Takes ownership of <paramref name="content"/> and disposes it once stored. The inner task completes with the blob id as soon as it is hashed.
    /// Waits while too many blobs are under way.
    /// </summary>
    public async ValueTask<Task<BlobId>> AddDataAsync(
        IMemoryOwner<byte> content, int length, CancellationToken cancellationToken)
    {
        var job = new BlobJob(BlobType.Data, content, content.Memory[..length], lengths: null);
        await EnqueueAsync(job, cancellationToken);
        return OnlyAsync(job.Task);
    }

    /// <summary>
    /// Takes ownership of <paramref name="content"/>, which holds several blobs one after the other, and disposes it once stored. The inner task completes with their
    /// ids in order. For many small pieces this is much cheaper than one by one.
    /// </summary>
    public async ValueTask<Task<BlobId[]>> AddDataAsync(
        IMemoryOwner<byte> content, IReadOnlyList<int> lengths, CancellationToken cancellationToken)
    {
        var job = new BlobJob(BlobType.Data, content, content.Memory[..lengths.Sum()], lengths);
        await EnqueueAsync(job, cancellationToken);
        return job.Task;
    }

    /// <summary>Stores one directory; the nodes are sorted here.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: the directory has too many entries for one tree (<see cref="TreeTooLarge"/>).</exception>
    public Task<BlobId> AddTreeAsync(IEnumerable<Node> nodes, CancellationToken cancellationToken) =>
        AddTreeAsync(TreeFile.Write([.. nodes.OrderBy(node => node.Name)]), cancellationToken);

    /// <summary>Stores one directory as another repository spells it, byte for byte, so that it keeps its id.</summary>
    internal async Task<BlobId> AddTreeAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        // What could not be read again is not written.
        if (json.Length > BlobLimits.LargestTree)
            throw new ArchivistException(new TreeTooLarge(json.Length, BlobLimits.LargestTree));
        var job = new BlobJob(BlobType.Tree, null, json, lengths: null);
        await EnqueueAsync(job, cancellationToken);
        return await OnlyAsync(job.Task);
    }

    /// <summary>Makes everything durable and reachable, and returns the stored snapshot.</summary>
    public Task<Snapshot> CommitAsync(Snapshot snapshot, CancellationToken cancellationToken) => CommitAsync(_ => snapshot, cancellationToken);

    /// <summary>The same for a snapshot that says how much was stored for it, which is known only when all packs are.</summary>
    public async Task<Snapshot> CommitAsync(Func<WriteTotals, Snapshot> describe, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_finished, this);
        _finished = true;
        _jobs.Writer.Complete();
        await _workers;
        ThrowIfFailed();
        await Task.WhenAll(TakeOpenPacks().Select(pack => Task.Run(() => PassOnLastAsync(pack, cancellationToken), cancellationToken)));
        _packs.Writer.Complete();
        await _packWriters;
        ThrowIfFailed();
        await WriteIndexAsync(minimumBlobs: 1, cancellationToken);
        var snapshot = describe(Totals);
        var name = await _repository.Repository.WriteFileAsync(ObjectKind.Snapshot, SnapshotFile.Write(snapshot), cancellationToken);
        return snapshot with { Id = new SnapshotId(name.Id) };
    }

    /// <summary>
    /// Stops whatever is still under way and indexes the packs that were stored, so that the next transaction finds their content instead of storing it
    /// again. Only under a lock that is still held: a prune of others may have taken the packs away meanwhile. Nothing becomes reachable.
    /// </summary>
    /// <exception cref="ArchivistException">The index cannot be stored; then the packs are as if they had never been written.</exception>
    /// <exception cref="IOException">The same.</exception>
    public async Task KeepStoredAsync(CancellationToken cancellationToken)
    {
        await StopAsync();
        await WriteIndexAsync(minimumBlobs: 1, cancellationToken);
    }

    /// <summary>Stops whatever is still under way; without a commit nothing has become reachable.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        _jobs.Writer.TryComplete();
        _packs.Writer.TryComplete();
        await _workers;
        await _packWriters;
    }

    private static async Task<BlobId> OnlyAsync(Task<BlobId[]> ids) => (await ids)[0];

    private async ValueTask EnqueueAsync(BlobJob job, CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            ThrowIfFailed();
            await _budget.TakeAsync(job.Length, _stop.Token);
            taken = job.Length;
            await _jobs.Writer.WriteAsync(job, cancellationToken);
        }
        catch
        {
            _budget.Return(taken);
            job.ReleaseContent();
            ThrowIfFailed();
            throw;
        }
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
