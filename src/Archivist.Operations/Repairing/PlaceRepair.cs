using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Repairing;
using Archivist.Replicas.Striping;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>Repairs one place, object by object, and remembers what is good again. What fails is returned: it must not keep other places waiting.</summary>
/// <param name="context">Where to speak, and the clock.</param>
/// <param name="name">The name of the replica; empty for the repository.</param>
/// <param name="store">What is repaired.</param>
/// <param name="reconnect">Opens it over a new connection.</param>
/// <param name="sources">Where good copies may be, the cheapest first.</param>
/// <param name="isDryRun">Changes nothing.</param>
internal sealed class PlaceRepair(
    OperationContext context, string name, IObjectStore store, Func<IObjectStore> reconnect, IReadOnlyList<IObjectSource> sources, bool isDryRun)
{
    /// <summary>The shares of a striped replica, which are striped again; null for any other place.</summary>
    internal StoredShares? Shares { get; init; }

    /// <summary>Repairs everything that is wrong.</summary>
    /// <param name="find">Finds what is wrong.</param>
    /// <param name="memory">Where to remember what is good again; null for the repository.</param>
    /// <param name="cancellationToken">Stops after the object under way.</param>
    internal async Task<RepairedPlace> RunAsync(Func<Task<IReadOnlyList<ObjectName>>> find, AuditMemory? memory, CancellationToken cancellationToken)
    {
        var (repaired, bytes, wereGood) = (0L, 0L, 0L);
        List<ObjectName> lost = [], stillDamaged = [], stuck = [];
        ArchivistException? failure = null;
        StripeChanges? striping = null;
        try
        {
            var repairer = new ReplicaRepairer(store, reconnect, sources);
            var progress = context.Progress(Work.RepairingReplica, subject: name.Length == 0 ? null : name);
            foreach (var wrong in await find())
            {
                var (outcome, length) = await repairer.RepairAsync(wrong, isDryRun, cancellationToken);
                if (outcome is RepairOutcome.NoGoodCopy)
                    lost.Add(wrong);
                if (outcome is RepairOutcome.Stuck)
                    stuck.Add(wrong);
                if (outcome is RepairOutcome.StillDamaged)
                    stillDamaged.Add(wrong);
                (repaired, bytes, wereGood) = outcome switch
                {
                    RepairOutcome.Repaired => (repaired + 1, bytes + length, wereGood),
                    RepairOutcome.WasGood => (repaired, bytes, wereGood + 1),
                    _ => (repaired, bytes, wereGood),
                };
                if (!isDryRun && outcome is RepairOutcome.Repaired or RepairOutcome.WasGood)
                    await RememberAsync(memory, wrong, cancellationToken);
                progress.Report(bytes);
            }

            if (Shares is not null && !isDryRun)
            {
                striping = await Shares.CompleteAsync(readsWhole: true, cancellationToken);
                repaired += striping.Computed;
                memory?.RecordRecovery(name, await Shares.CountUnprotectedAsync(readsWhole: false, cancellationToken), isRead: true, context.Clock.GetUtcNow());
            }
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            failure = Failures.Of(cause, isStopped: false);
        }

        return new RepairedPlace(name, repaired, bytes, wereGood, lost, stillDamaged, failure) { Stuck = stuck, Striping = striping };
    }

    private async Task RememberAsync(AuditMemory? memory, ObjectName good, CancellationToken cancellationToken)
    {
        if (memory is null || await store.FindLengthAsync(good, cancellationToken) is not { } length)
            return;
        memory.Record(
            name, [new ObjectAudit(new StoredObject(good, length), AuditGrade.ReadWhole, ObjectVerdict.Good, context.Clock.GetUtcNow())], Operator.Current.UserAtHost);
    }
}
