using System.Runtime.ExceptionServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Repairing;

/// <summary>
/// Replaces damaged or missing objects of a replica by good ones from elsewhere. Nothing is removed before a good copy was read whole, and nothing counts as repaired
/// before it was read back whole over a new connection. Thread-safe.
/// </summary>
/// <param name="replica">What is repaired.</param>
/// <param name="reconnect">Opens the replica over a new connection.</param>
/// <param name="sources">Where good copies may be, the cheapest first; never the replica itself.</param>
public sealed class ReplicaRepairer(IObjectStore replica, Func<IObjectStore> reconnect, IReadOnlyList<IObjectSource> sources)
{
    /// <summary>Repairs one object.</summary>
    /// <param name="name">The object; not the configuration, whose name does not say what it must hold.</param>
    /// <param name="isDryRun">Only looks whether it could be repaired.</param>
    /// <param name="cancellationToken">Stops before the next step; an object that was removed and not yet replaced is missing until the next repair.</param>
    /// <returns>What came of it, and the length of the object in bytes; 0 where it is not known.</returns>
    /// <exception cref="ArchivistException">The replica cannot be reached or written to.</exception>
    public async Task<(RepairOutcome Outcome, long Length)> RepairAsync(ObjectName name, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await IsGoodAsync(replica, name, cancellationToken))
            return (RepairOutcome.WasGood, 0);
        if (await GoodCopy.FindAsync(name, sources, cancellationToken) is not { } good)
            return (RepairOutcome.NoGoodCopy, 0);
        if (isDryRun)
            return (RepairOutcome.Repaired, good.Object.Length);
        if (!await TryRemoveAsync(name, cancellationToken))
            return (RepairOutcome.Stuck, good.Object.Length);
        await PutAsync(good.Source, good.Object, cancellationToken);
        return (await IsGoodAsync(reconnect(), name, cancellationToken) ? RepairOutcome.Repaired : RepairOutcome.StillDamaged, good.Object.Length);
    }

    /// <summary>False when the store answers and keeps what is to be removed, as one that only adds does.</summary>
    private async Task<bool> TryRemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        if (await replica.FindLengthAsync(name, cancellationToken) is null)
            return true;
        try
        {
            await replica.RemoveAsync(name, cancellationToken);
            return true;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            if (await reconnect().FindLengthAsync(name, cancellationToken) is not null)
                return false;
            throw;
        }
    }

    private async Task PutAsync(IObjectSource source, StoredObject item, CancellationToken cancellationToken)
    {
        try
        {
            await replica.PutAsync(item.Name, new SourceContent(source, item), cancellationToken);
        }
        catch (ObjectExistsException)
        {
            // Another run put it there meanwhile; what is read back decides.
        }
        catch (ContentFailureException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }
    }

    private static async Task<bool> IsGoodAsync(IObjectSource store, ObjectName name, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(name, cancellationToken) is not { } length)
            return false;
        return await new ObjectReader(store, () => store).ReadWholeAsync(new StoredObject(name, length), name.Id, cancellationToken) is ObjectVerdict.Good;
    }
}
