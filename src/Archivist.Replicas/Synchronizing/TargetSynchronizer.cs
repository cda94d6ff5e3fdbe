using System.Collections;
using System.Runtime.ExceptionServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>Brings one target of a <see cref="ReplicaSynchronizer"/> up to date. It ends alone: its failure is none of the other targets. Runs once; dispose it in any case.</summary>
public sealed class TargetSynchronizer : IAsyncDisposable
{
    private const long LargestObject = 512L * 1024 * 1024;
    private const long LongestConfiguration = 1 << 20;

    private readonly ReplicaSynchronizer _all;
    private readonly List<TargetQueue> _queues = [];
    private long _copied, _bytesCopied, _present, _replaced, _bytesTotal;

    internal TargetSynchronizer(ReplicaSynchronizer all) => _all = all;

    /// <summary>Copies what is missing. Safe to kill and to repeat.</summary>
    /// <param name="target">The replica; the caller keeps ownership of it.</param>
    /// <param name="held">Called with each object that is on the target, and whether it was missing and had to be copied; from several threads at once. Never with the configuration.</param>
    /// <param name="progress">Bytes copied so far.</param>
    /// <param name="cancellationToken">Stops after the objects under way.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.RepositoryMissing"/>: the source has none; <see cref="Failure.Usage"/>: the target holds another repository;
    /// <see cref="Failure.Tampering"/>: an object does not match its name; <see cref="Failure.MediumFailed"/>: a store lost, misread or tore objects. The stores
    /// fail with their own kinds.
    /// </exception>
    public async Task<SynchronizeResult> RunAsync(IObjectStore target, Action<StoredObject, bool>? held, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var listing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // There may be millions of packs: they are listed while the source is.
        var packs = ListPacksAsync(target, listing.Token);
        try
        {
            var contents = await _all.ReadContentsAsync().WaitAsync(cancellationToken);
            await CopyConfigurationAsync(contents.Configuration, target, cancellationToken);
            foreach (var kind in RepositoryLayout.WriteOrder)
            {
                var found = kind is ObjectKind.Pack ? (await packs).ToAsyncEnumerable() : target.ListAsync(kind, cancellationToken);
                await FillAsync(contents.Boards[kind], found, target, held, progress, cancellationToken);
            }
        }
        finally
        {
            await listing.CancelAsync();
            await ((Task)packs).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return new SynchronizeResult(_copied, _bytesCopied, _present, _replaced, _bytesTotal);
    }

    /// <summary>Lets the other targets go on without this one.</summary>
    public async ValueTask DisposeAsync() => await _all.EndAsync(_queues);

    private static async Task<List<StoredObject>> ListPacksAsync(IObjectStore target, CancellationToken cancellationToken)
    {
        await Task.Yield();
        var packs = new List<StoredObject>();
        await foreach (var item in target.ListAsync(ObjectKind.Pack, cancellationToken))
            packs.Add(item);
        return packs;
    }

    private async Task FillAsync(
        KindBoard board, IAsyncEnumerable<StoredObject> found, IObjectStore target, Action<StoredObject, bool>? held, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (queue, torn, lacking) = await CompareAsync(board, found, target, held);
        _queues.Add(queue);
        _all.Reads.Register(queue);
        var slots = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Min(_all.Source.Traits.MaxConcurrency, target.Traits.MaxConcurrency) };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, slots.MaxDegreeOfParallelism),
            slots,
            async (_, token) =>
            {
                while (await _all.Reads.NextAsync(queue, token) is { } transfer)
                {
                    var isTorn = torn.Contains(transfer.Index);
                    await TakeAsync(queue, transfer, isTorn, token);
                    held?.Invoke(transfer.Item, !isTorn);
                    progress?.Report(Interlocked.Read(ref _bytesCopied));
                }
            });
        if (lacking.Count > 0)
            await RequireArrivedAsync(board, lacking, target, slots);
    }

    /// <summary>Finds out what the target lacks of one kind.</summary>
    /// <returns>What it lacks, and which of these objects it has with another length.</returns>
    private async Task<(TargetQueue Queue, HashSet<int> Torn, List<int> Lacking)> CompareAsync(
        KindBoard board, IAsyncEnumerable<StoredObject> found, IObjectStore target, Action<StoredObject, bool>? held)
    {
        var present = new BitArray(board.Objects.Count);
        var torn = new HashSet<int>();
        await foreach (var item in found)
        {
            if (board.Find(item) is not { } index)
                continue;
            present[index] = item.Length == board.Objects[index].Length;
            if (!present[index])
                torn.Add(index);
        }

        var queue = new TargetQueue(board, target);
        var lacking = new List<int>();
        for (var i = 0; i < present.Count; i++)
        {
            _bytesTotal += board.Objects[i].Length;
            if (present[i])
            {
                _present++;
                held?.Invoke(board.Objects[i], false);
                continue;
            }

            lacking.Add(i);
            queue.Set(i, TransferState.Missing);
        }

        return (queue, torn, lacking);
    }

    /// <summary>Whether what has arrived is seen in a listing, or asked for by name: of millions only a few may be lacking.</summary>
    /// <param name="lacking">Objects of one kind that were copied, 0 or more.</param>
    /// <param name="all">Objects of that kind in the source.</param>
    internal static bool ListsArrivals(int lacking, int all)
    {
        const int ListedAtOnce = 100;
        return lacking > all / ListedAtOnce;
    }

    /// <summary>A server can answer "stored" and store nothing: what comes later refers to this, so it must be there.</summary>
    private static async Task RequireArrivedAsync(KindBoard board, List<int> lacking, IObjectStore target, ParallelOptions slots)
    {
        var arrived = new BitArray(board.Objects.Count);
        var isListed = ListsArrivals(lacking.Count, board.Objects.Count);
        if (!isListed)
        {
            // A few are asked for by name: listing millions for them takes longer.
            var gate = new Lock();
            await Parallel.ForEachAsync(lacking, slots, async (index, token) =>
            {
                var length = await target.FindLengthAsync(board.Objects[index].Name, token);
                lock (gate)
                    arrived[index] = length == board.Objects[index].Length;
            });
        }
        else
        {
            await foreach (var item in target.ListAsync(board.Objects[0].Name.Kind, slots.CancellationToken))
            {
                if (board.Find(item) is { } index && board.Objects[index].Length == item.Length)
                    arrived[index] = true;
            }
        }

        var missing = (isListed ? Enumerable.Range(0, arrived.Count) : lacking).Where(index => !arrived[index]).ToList();
        if (missing.Count > 0)
            throw new ArchivistException(new ObjectsNotKept(target.Location, missing.Count, board.Objects[missing[0]].Name));
    }

    /// <summary>The configuration has no name to check; two that differ are two repositories.</summary>
    private async Task CopyConfigurationAsync(byte[] content, IObjectStore target, CancellationToken cancellationToken)
    {
        _bytesTotal += content.Length;
        byte[]? there = null;
        if (await target.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
        {
            there = await target.ReadAllAsync(ObjectName.Configuration, LongestConfiguration, cancellationToken);
            if (there.Length < content.Length && content.AsSpan().StartsWith(there))
            {
                // Torn when it was put, by a store that cannot put things whole.
                await TornObject.RemoveAsync(target, ObjectName.Configuration, content.Length, cancellationToken);
                _replaced++;
                there = null;
            }
        }

        if (there is null)
        {
            await target.PutAsync(ObjectName.Configuration, new BytesContent(content), cancellationToken);
            Count(content.Length);
            return;
        }

        if (!content.AsSpan().SequenceEqual(there))
            throw new ArchivistException(new TargetHoldsOtherRepository(target.Location));
        _present++;
    }

    private async Task TakeAsync(TargetQueue queue, Transfer transfer, bool isTorn, CancellationToken cancellationToken)
    {
        var isHeld = false;
        try
        {
            if (transfer.Item.Length > LargestObject)
                throw new ArchivistException(new ObjectTooLong(_all.Source.Location, transfer.Item.Name, transfer.Item.Length));
            if (transfer.Shared is { } shared)
            {
                await shared.Loaded.WaitAsync(cancellationToken);
                await PutAsync(queue.Target, transfer.Item, new SharedContent(shared), isTorn, cancellationToken);
            }
            else
            {
                await _all.Reads.ReadAsync(
                    queue.Board,
                    transfer.Index,
                    async store =>
                    {
                        var content = new SourceContent(store, transfer.Item);
                        // Of two with different lengths the source's may be the damaged one: the other goes only when it is not.
                        if (isTorn)
                            await content.VerifyAsync(cancellationToken);
                        await PutAsync(queue.Target, transfer.Item, content, isTorn, cancellationToken);
                    },
                    cancellationToken);
            }

            isHeld = true;
        }
        catch (ContentFailureException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }
        finally
        {
            _all.Reads.Finish(queue, transfer, isHeld);
        }

        if (isTorn)
            Interlocked.Increment(ref _replaced);
        Count(transfer.Item.Length);
    }

    private static async Task PutAsync(IObjectStore target, StoredObject item, IReplayableContent content, bool isTorn, CancellationToken cancellationToken)
    {
        if (isTorn)
            await TornObject.RemoveAsync(target, item.Name, item.Length, cancellationToken);
        try
        {
            await target.PutAsync(item.Name, content, cancellationToken);
        }
        catch (ObjectExistsException)
        {
            // Another run put the same bytes there meanwhile.
        }
    }

    private void Count(long bytes)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytesCopied, bytes);
    }
}
