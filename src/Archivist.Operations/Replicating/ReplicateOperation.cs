using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Copies what replicas lack, all of them side by side. Needs no password.</summary>
public sealed class ReplicateOperation(OperationEnvironment environment) : Operation<ReplicateRequest, ReplicateResult>(environment)
{
    private protected override async Task<ReplicateResult> RunAsync(ReplicateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var (settings, replicas, repository, places, source, _) = await ReplicationTask.FindAsync(request, archive, cancellationToken);
        var entries = new Bookkeeping();
        var isOfSettings = settings is not null && !archive.NamesRepository;
        using var memory = isOfSettings ? AuditMemory.TryOpen(settings!.Audit.Memory, entries) : null;
        var standIns = new StandIns();
        var filling = new ReplicaFilling(archive.Context, places, memory) { Gate = request.UsesMetered || !isOfSettings ? null : new MeteredGate(archive.Context, settings, memory) };
        var attempts = await FillAsync(request, replicas, source.Store, filling, standIns, cancellationToken);
        if (source.Replica is null)
            await places.RememberAsync(repository, source.Store, cancellationToken);
        if (isOfSettings && ArchiveLedger.FindBegun(archive.Context, settings!) is { } ledger)
        {
            var filled = replicas.Zip(attempts).Where(copy => !copy.First.IsTyped && copy.Second.Result is not null).Select(copy => (copy.First.Name, copy.Second.Result!));
            await ReplicationEntries.AppendAsync(ledger, source, filled, archive.Context.Clock, entries, cancellationToken);
        }

        var complete = attempts.Count(attempt => attempt.Failure is null);
        foreach (var waiting in attempts.Where(attempt => attempt.IsWaiting))
            archive.Context.Warn(waiting.Failure!.Problem);
        var failures = attempts.Where(attempt => !attempt.IsWaiting).Select(attempt => attempt.Failure).OfType<ArchivistException>()
            .Select(failure => new ArchivistException(failure.Problem with { Failure = CopyAttempt.CodeOf(failure, complete, settings?.Policy) }, failure))
            .Concat(replicas.Zip(attempts).Where(copy => copy.Second.Vanished.Count > 0).Select(copy => new ArchivistException(new ObjectsVanished(copy.First.Name, copy.Second.Vanished))))
            .Concat(standIns.Find() is { } stoodIn ? [new ArchivistException(stoodIn)] : [])
            .Concat(source.RepositoryFailure is { } failed ? [failed] : [])
            .OrderBy(failure => Severity.Of(failure.Failure)).ToList();
        return new ReplicateResult(complete, failures)
        {
            Verdict = Severity.Worst(failures.Select(failure => failure.Failure).Append(entries.Report(archive.Context.Events))),
        };
    }

    private static async Task<CopyAttempt[]> FillAsync(
        ReplicateRequest request, IReadOnlyList<(string Name, string Address, bool IsTyped)> replicas, IObjectStore source, ReplicaFilling filling, StandIns standIns, CancellationToken cancellationToken)
    {
        await using var synchronizer = new ReplicaSynchronizer(source, cancellationToken) { StoodIn = standIns.Add };
        var targets = replicas.Select(_ => synchronizer.Begin()).ToList();
        return await Task.WhenAll(replicas.Zip(targets, (replica, target) => filling.TryAsync(
            target, replica.Name, replica.Address, BeginningOf(request, replica.IsTyped), cancellationToken)));
    }

    /// <summary>An address that is typed out names a place of which the operator knows; one of the settings is begun when it is created, or on request.</summary>
    private static Beginning BeginningOf(ReplicateRequest request, bool isTyped) =>
        request.Begins ? Beginning.Always : isTyped ? Beginning.WhereNoneWas : Beginning.Never;
}
