using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Striping;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Brings replicas up to date, reports what that took, and remembers what they hold.</summary>
/// <param name="context">Where to speak, and the clock.</param>
/// <param name="places">Compares places with what is remembered of them.</param>
/// <param name="memory">What was seen on replicas before; null to remember nothing.</param>
internal sealed class ReplicaFilling(OperationContext context, CopyPlaces places, AuditMemory? memory)
{
    /// <summary>Holds back replicas while the network is metered; null holds back none.</summary>
    internal MeteredGate? Gate { get; init; }

    /// <summary>What was filled gets a copy of the ledger in the end.</summary>
    internal bool CopiesLedger { get; init; } = true;

    /// <summary>Opens, compares and fills one copy. What fails is returned: it must not keep other copies waiting.</summary>
    internal async Task<CopyAttempt> TryAsync(TargetSynchronizer synchronizer, string name, string address, Beginning beginning, CancellationToken cancellationToken)
    {
        // Directories do their work where they are called: the others are not to wait for that.
        await Task.Yield();
        await using var ended = synchronizer;
        IObjectStore? target = null;
        try
        {
            if (Gate is not null)
                await Gate.PassAsync(name, cancellationToken);
            target = await places.OpenAsync(name, address, beginning, cancellationToken);
            // What was on shares that were given up has not disappeared unnoticed.
            var isUnsettled = (await places.FindSharesAsync(address, cancellationToken)).Any(share => share.IsUnsettled);
            // The shares of a striped replica are asked about once: their kind has to be seen.
            var filled = Gate is null || target is StoredShares ? target : Gate.Over(name, target);
            var (result, vanished) = await RunAsync(synchronizer, name, filled, beginning is Beginning.Always || isUnsettled, cancellationToken);
            Gate?.Forget(name);
            await places.RememberAsync(address, target, cancellationToken);
            if (CopiesLedger)
                context.Filled.Enqueue((name, address, await places.InUseAsync(address, cancellationToken)));
            return new CopyAttempt(target, result, null) { Vanished = vanished };
        }
        catch (ArchivistException failure)
        {
            return new CopyAttempt(target, null, failure);
        }
        catch (IOException failure)
        {
            return new CopyAttempt(target, null, Failures.Of(failure));
        }
        catch (UnauthorizedAccessException failure)
        {
            return new CopyAttempt(target, null, new ArchivistException(new ReplicaAccessDenied(name, new Cause.Detail(failure.Message)), failure));
        }
    }

    /// <summary>Fills a copy that was opened.</summary>
    /// <param name="synchronizer">Copies to it; the caller keeps ownership.</param>
    /// <param name="name">Its name.</param>
    /// <param name="target">Where it is.</param>
    /// <param name="isBegun">It may be a new one under an old name: nothing that was there before is missed.</param>
    /// <param name="cancellationToken">Stops after the objects under way.</param>
    /// <returns>What was copied, and what had disappeared.</returns>
    internal async Task<(SynchronizeResult Result, IReadOnlyList<ObjectName> Vanished)> RunAsync(
        TargetSynchronizer synchronizer, string name, IObjectStore target, bool isBegun, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        var before = memory?.Load(name);
        var seen = new List<ObjectAudit>();
        var vanished = new List<ObjectName>();
        var gate = new Lock();
        target.Find<ICleanableStore>()?.RemoveUnfinished();
        try
        {
            var result = await synchronizer.RunAsync(target, Take, context.Progress(Work.Copying, subject: name), cancellationToken);
            if (target is StoredShares shares)
                await shares.CompleteAsync(readsWhole: false, cancellationToken);
            context.Events.Report(new OperationEvent.Replicated(name, target.Location, result, context.Clock.GetElapsedTime(startedAt)));
            memory?.RecordRate(name, result.BytesCopied, context.Clock.GetElapsedTime(startedAt), context.Clock.GetUtcNow());
            return (result, vanished);
        }
        finally
        {
            memory?.Record(name, seen, Operator.Current.UserAtHost);
        }

        void Take(StoredObject item, bool isCopied)
        {
            if (before is null)
                return;
            var isKnown = before.ContainsKey(item.Name);
            if (isKnown && !isCopied)
                return;
            lock (gate)
            {
                if (isKnown && !isBegun && item.Name.Kind is ObjectKind.Snapshot or ObjectKind.Pack)
                    vanished.Add(item.Name);
                seen.Add(new ObjectAudit(item, AuditGrade.Listed, ObjectVerdict.Good, context.Clock.GetUtcNow()));
            }
        }
    }
}
