using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;

namespace Archivist.Operations.Replicating;

/// <summary>Copies what replicas lack, all of them side by side. Needs no password.</summary>
public sealed class ReplicateOperation(OperationEnvironment environment) : Operation<ReplicateRequest, ReplicateResult>(environment)
{
    private protected override async Task<ReplicateResult> RunAsync(ReplicateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var source = archive.OpenStore(settings);
        var replicas = ChosenReplicas.Of(request.Replicas, settings);
        var places = new CopyPlaces(archive.Context, archive.AddressOf(settings));
        places.RequireDistinct([.. replicas.Select(replica => (replica.Name, replica.Address))]);
        var entries = new Bookkeeping();
        var isOfSettings = settings is not null && !archive.NamesRepository;
        using var memory = isOfSettings ? AuditMemory.TryOpen(settings!.Audit.Memory, entries) : null;
        var filling = new ReplicaFilling(archive.Context, places, memory);
        await using var synchronizer = new ReplicaSynchronizer(source, cancellationToken);
        var targets = replicas.Select(_ => synchronizer.Begin()).ToList();
        var attempts = await Task.WhenAll(replicas.Zip(targets, (replica, target) => filling.TryAsync(
            target, replica.Name, replica.Address, BeginningOf(request, replica.IsTyped), cancellationToken)));
        await places.RememberAsync(archive.AddressOf(settings), source, cancellationToken);
        if (isOfSettings && ArchiveLedger.FindBegun(archive.Context, settings!) is { } ledger)
            await RecordAsync(ledger, replicas.Zip(attempts), archive.Context.Clock, entries, cancellationToken);
        var complete = attempts.Count(attempt => attempt.Failure is null);
        var failures = attempts.Select(attempt => attempt.Failure).OfType<ArchivistException>()
            .Select(failure => new ArchivistException(failure.Problem with { Failure = CopyAttempt.CodeOf(failure, complete, settings?.Policy) }, failure))
            .Concat(replicas.Zip(attempts).Where(copy => copy.Second.Vanished.Count > 0).Select(copy => new ArchivistException(new ObjectsVanished(copy.First.Name, copy.Second.Vanished))))
            .OrderBy(failure => Severity.Of(failure.Failure)).ToList();
        return new ReplicateResult(complete, failures)
        {
            Verdict = Severity.Worst(failures.Select(failure => failure.Failure).Append(entries.Report(archive.Context.Events))),
        };
    }

    /// <summary>Enters the replicas of the settings that are complete. Without a key only the ledger knows which snapshot is the newest on them.</summary>
    private static async Task RecordAsync(
        ArchiveLedger ledger, IEnumerable<((string Name, string Address, bool IsTyped) Replica, CopyAttempt Attempt)> copies, TimeProvider clock, Bookkeeping entries, CancellationToken cancellationToken)
    {
        LedgerEntry.SnapshotTaken? newest = null;
        await foreach (var entry in ledger.TryReadAsync(cancellationToken))
            newest = entry as LedgerEntry.SnapshotTaken ?? newest;
        foreach (var ((name, _, isTyped), attempt) in copies)
        {
            if (!isTyped && attempt.Result is { } result)
            {
                await entries.TryAsync(() => ledger.AppendAsync(
                    new LedgerEntry.Replicated(clock.GetUtcNow(), name, newest?.Snapshot ?? "", result.ObjectsCopied, result.BytesCopied), cancellationToken));
            }
        }
    }

    /// <summary>An address that is typed out names a place of which the operator knows; one of the settings is begun when it is created, or on request.</summary>
    private static Beginning BeginningOf(ReplicateRequest request, bool isTyped) =>
        request.Begins ? Beginning.Always : isTyped ? Beginning.WhereNoneWas : Beginning.Never;
}
