using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Initializing;

/// <summary>Creates what settings name: the repository, its ledger and its copies. Nothing else creates any of them.</summary>
internal static class ArchiveCreation
{
    /// <summary>Creates what is missing and was never seen; what was seen before and is gone stays missing.</summary>
    /// <returns>The repository when it was created, and the most severe failure among the copies.</returns>
    internal static async Task<(OpenRepository? Created, Failure Worst)> RunAsync(
        OperationContext context, ArchivistSettings settings, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. settings.Replicas.Select(replica => (replica.Name, replica.Url))]);
        var store = context.OpenStore(settings.Archive.Repository);
        var created = await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null ? null
            : await SealedRepository.CreateAsync(store, password, Operator.Current, context.Clock, cancellationToken);
        await places.RememberAsync(settings.Archive.Repository, store, cancellationToken);
        var entries = new Bookkeeping();
        var ledger = new ArchiveLedger(settings, context.Clock) { MayBegin = true };
        await entries.TryAsync(() => ledger.OpenAsync(cancellationToken));
        if (created is not null)
            await entries.TryAsync(async () => await ledger.AppendAsync(new LedgerEntry.RepositoryCreated(context.Clock.GetUtcNow(), await CopyPlaces.IdentityAsync(store, cancellationToken)), cancellationToken));
        var worst = entries.Report(context.Events);
        await using var synchronizer = new ReplicaSynchronizer(store, cancellationToken);
        // A ledger that was just begun has nothing to say yet: the next replication copies it.
        var filling = new ReplicaFilling(context, places, null) { CopiesLedger = false };
        // All of them are announced before the first one runs: what several lack is read once.
        var targets = settings.Replicas.Select(_ => synchronizer.Begin()).ToList();
        var attempts = await Task.WhenAll(settings.Replicas.Zip(
            targets, (replica, target) => filling.TryAsync(target, replica.Name, replica.Url, Beginning.WhereNoneWas, cancellationToken)));
        foreach (var failure in attempts.Select(attempt => attempt.Failure).OfType<ArchivistException>())
        {
            context.Warn(failure.Problem);
            worst = Severity.Worse(worst, failure.Failure);
        }

        return (created, worst);
    }

    /// <summary>True when something of these settings was never created.</summary>
    internal static async Task<bool> IsNeededAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        if (!await HasRepositoryAsync(context, settings, cancellationToken) || !HasLedger(settings))
            return true;
        foreach (var replica in settings.Replicas)
        {
            if (await places.FindKnownAsync(replica.Url, cancellationToken) is null)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Before a schedule that takes a snapshot: without a repository, everything is created when nothing at all of these settings was ever there. As soon as
    /// one trace says otherwise (a remembered place, a ledger, a copy, a server that does not answer), a missing repository is an error.
    /// </summary>
    internal static async Task BeginOrRefuseAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. settings.Replicas.Select(replica => (replica.Name, replica.Url))]);
        if (await HasRepositoryAsync(context, settings, cancellationToken))
            return;
        if (await FindTraceAsync(context, settings, places, cancellationToken) is { } trace)
            throw new ArchivistException(new RepositoryLost(settings.Archive.Repository, trace));
        context.Warn(new FirstRun(settings.Archive.Repository));
        var password = await context.ReadPasswordAsync(settings, cancellationToken);
        context.Advise(password, settings.Archive.Password?.File);
        await RunAsync(context, settings, password, cancellationToken);
    }

    private static async Task<RepositoryTrace?> FindTraceAsync(OperationContext context, ArchivistSettings settings, CopyPlaces places, CancellationToken cancellationToken)
    {
        if (await places.FindKnownAsync(settings.Archive.Repository, cancellationToken) is { } known)
            return new RepositoryTrace.Seen(known.LastSeen);
        if (FileLookup.Find(settings.Ledger.Folder) is not null || FileLookup.Find(settings.Ledger.Key) is not null)
            return new RepositoryTrace.Ledger(settings.Ledger.Folder);
        foreach (var replica in settings.Replicas)
        {
            if (await places.FindKnownAsync(replica.Url, cancellationToken) is not null)
                return new RepositoryTrace.ReplicaSeen(replica.Name);
            if (await context.OpenStore(replica.Url).FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
                return new RepositoryTrace.Replica(replica.Name, replica.Url);
        }

        return null;
    }

    private static async Task<bool> HasRepositoryAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken) =>
        await context.OpenStore(settings.Archive.Repository).FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null;

    private static bool HasLedger(ArchivistSettings settings) => LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key);
}
