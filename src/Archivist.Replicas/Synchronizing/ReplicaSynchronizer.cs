using System.Runtime.ExceptionServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Crypto;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Synchronizing;

/// <summary>
/// Brings a replica up to date: copies what is missing in the order packs, index, snapshots, so that killed at any moment the replica
/// is a sound repository of some earlier state. Every object is checked against its name on the way and streamed: memory does not grow with it. Needs no key.
/// </summary>
public sealed class ReplicaSynchronizer(IObjectSource source, IObjectStore target)
{
    private const long LargestObject = 512L * 1024 * 1024;

    private long _copied, _bytesCopied, _present, _replaced, _bytesTotal;

    /// <summary>Called with each object that is on the target, and whether it was missing and had to be copied; from several threads at once. Never with the configuration.</summary>
    public Action<StoredObject, bool> Held { get; init; } = static (_, _) => { };

    /// <summary>Copies what is missing. Safe to kill and to repeat.</summary>
    /// <param name="progress">Bytes copied so far.</param>
    /// <param name="cancellationToken">Stops after the objects under way.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.RepositoryMissing"/>: the source has none; <see cref="Failure.Usage"/>: the target holds another repository;
    /// <see cref="Failure.Tampering"/>: an object does not match its name; <see cref="Failure.MediumFailed"/>: a store lost, misread or tore objects. The stores
    /// fail with their own kinds.
    /// </exception>
    public async Task<SynchronizeResult> RunAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await CopyConfigurationAsync(cancellationToken);
        // Listed the other way round: a snapshot that is taken meanwhile is left for the next run, with its content.
        var listed = new Dictionary<ObjectKind, List<StoredObject>>();
        foreach (var kind in RepositoryLayout.WriteOrder.Reverse())
            listed[kind] = await source.ListSortedAsync(kind, cancellationToken);
        foreach (var kind in RepositoryLayout.WriteOrder)
        {
            var present = new Dictionary<Digest, long>();
            await foreach (var item in target.ListAsync(kind, cancellationToken))
                present[item.Name.Id] = item.Length;
            await Parallel.ForEachAsync(
                listed[kind],
                new ParallelOptions
                {
                    CancellationToken = cancellationToken,
                    MaxDegreeOfParallelism = Math.Min(source.Traits.MaxConcurrency, target.Traits.MaxConcurrency),
                },
                async (item, token) =>
                {
                    await CopyAsync(item, present, token);
                    progress?.Report(Interlocked.Read(ref _bytesCopied));
                });
            if (listed[kind].Any(item => !present.TryGetValue(item.Name.Id, out var length) || length != item.Length))
                await RequireArrivedAsync(kind, listed[kind], cancellationToken);
        }

        return new SynchronizeResult(_copied, _bytesCopied, _present, _replaced, _bytesTotal);
    }

    /// <summary>A server can answer "stored" and store nothing: what comes later refers to this, so it must be there.</summary>
    private async Task RequireArrivedAsync(ObjectKind kind, List<StoredObject> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.ToDictionary(item => item.Name.Id, item => item.Length);
        await foreach (var item in target.ListAsync(kind, cancellationToken))
        {
            if (missing.TryGetValue(item.Name.Id, out var length) && length == item.Length)
                missing.Remove(item.Name.Id);
        }

        if (missing.Count > 0)
            throw new ArchivistException(new ObjectsNotKept(target.Location, missing.Count, new ObjectName(kind, missing.Keys.First())));
    }

    /// <summary>The configuration has no name to check; two that differ are two repositories.</summary>
    private async Task CopyConfigurationAsync(CancellationToken cancellationToken)
    {
        const long ConfigurationLimit = 1 << 20;
        if (await source.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not { } announced)
            throw new ArchivistException(new RepositoryNotFound(source.Location));
        var content = await source.ReadAllAsync(ObjectName.Configuration, ConfigurationLimit, cancellationToken);
        // Nothing else would reveal that a store read it wrong once.
        var again = await source.ReadAllAsync(ObjectName.Configuration, ConfigurationLimit, cancellationToken);
        if (!content.AsSpan().SequenceEqual(again))
            throw new ArchivistException(new ConfigurationUnstable(source.Location));
        if (content.Length != announced)
            throw new ArchivistException(new ConfigurationLengthWrong(source.Location, content.Length, announced));
        Interlocked.Add(ref _bytesTotal, content.Length);
        byte[]? there = null;
        if (await target.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
        {
            there = await target.ReadAllAsync(ObjectName.Configuration, ConfigurationLimit, cancellationToken);
            if (there.Length < content.Length && content.AsSpan().StartsWith(there))
            {
                // Torn when it was put, by a store that cannot put things whole.
                await TornObject.RemoveAsync(target, ObjectName.Configuration, content.Length, cancellationToken);
                Interlocked.Increment(ref _replaced);
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
        Interlocked.Increment(ref _present);
    }

    private async Task CopyAsync(StoredObject item, Dictionary<Digest, long> present, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _bytesTotal, item.Length);
        var isThere = present.TryGetValue(item.Name.Id, out var length);
        if (isThere && length == item.Length)
        {
            Interlocked.Increment(ref _present);
            Held(item, false);
            return;
        }

        if (item.Length > LargestObject)
            throw new ArchivistException(new ObjectTooLong(source.Location, item.Name, item.Length));
        var content = new SourceContent(source, item);
        try
        {
            if (isThere)
            {
                // Of two with different lengths the source's may be the damaged one: the other goes only when it is not.
                await content.VerifyAsync(cancellationToken);
                await TornObject.RemoveAsync(target, item.Name, item.Length, cancellationToken);
                Interlocked.Increment(ref _replaced);
            }

            await target.PutAsync(item.Name, content, cancellationToken);
        }
        catch (ObjectExistsException)
        {
            // Another run put the same bytes there meanwhile.
        }
        catch (ContentFailureException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }

        Count(item.Length);
        Held(item, !isThere);
    }

    private void Count(long bytes)
    {
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytesCopied, bytes);
    }
}
