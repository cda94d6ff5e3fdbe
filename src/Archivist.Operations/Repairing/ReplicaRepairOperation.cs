using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Striping;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Repairing;

/// <summary>
/// Makes replicas whole again: what an audit found, and what their listings lack, is fetched from the repository, the other replicas or discs. Needs no password.
/// </summary>
public sealed class ReplicaRepairOperation(OperationEnvironment environment) : Operation<ReplicaRepairRequest, ReplicaRepairResult>(environment)
{
    private protected override Task<ReplicaRepairResult> RunAsync(ReplicaRepairRequest request, Archive archive, CancellationToken cancellationToken) =>
        RunForArchiveAsync(request, archive, cancellationToken);

    /// <summary>The same for a run.</summary>
    internal static async Task<ReplicaRepairResult> RunForArchiveAsync(ReplicaRepairRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var chosen = ChosenReplicas.Of(request.Replicas, settings);
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. chosen.Select(replica => (replica.Name, replica.Address))]);
        using var memory = AuditMemory.Open(settings.Audit.Memory);
        var stores = await OpenAsync(context, places, settings, chosen, request.IsDryRun, cancellationToken);
        var repository = context.OpenStore(settings.Archive.Repository);
        var discs = request.Sources.Select(address => (IObjectSource)context.OpenStore(address)).ToList();
        var entries = new Bookkeeping();
        var repaired = new List<RepairedPlace>();
        var restriped = new List<LedgerEntry>();
        foreach (var (name, address, _) in chosen)
        {
            if (stores[name].Failure is { } failure)
            {
                repaired.Add(new RepairedPlace(name, 0, 0, 0, [], [], failure));
                continue;
            }

            var used = await places.InUseAsync(address, cancellationToken);
            var unsettled = (await places.FindSharesAsync(address, cancellationToken)).Where(share => share.IsUnsettled).ToList();
            if (unsettled.Count > 0)
                context.Warn(CopyPlaces.Describe(name, unsettled));
            var sources = new List<IObjectSource> { repository };
            var shares = stores[name].Store as StoredShares;
            sources.AddRange(stores.Where(other => other.Key != name && other.Value.Store is not null).Select(other => other.Value.Store!));
            if (shares is not null)
                sources.Add(context.OpenStore(address));
            var place = new PlaceRepair(context, name, stores[name].Store!, () => context.ReopenStore(used), [.. sources, .. discs], request.IsDryRun) { Shares = shares };
            repaired.Add(await place.RunAsync(() => FindWrongAsync(context, memory, name, stores[name].Store!, used, repository, cancellationToken), memory, cancellationToken));
            if (shares is not null && !request.IsDryRun && repaired[^1] is { Failure: null, Lost.Count: 0, StillDamaged.Count: 0, Stuck.Count: 0 })
                await places.SettleAsync(address, cancellationToken);
            if (RepositoryAddress.Parse(used).Shares is { } left && repaired[^1].Striping is { } striping && (unsettled.Count > 0 || striping.Computed + striping.Groups > 0))
                restriped.Add(new LedgerEntry.ReplicaRestriped(context.Clock.GetUtcNow(), name, left.Data.Count, left.Recovery.Count, unsettled.Count, striping.Computed, striping.Groups));
        }

        if (request.RepairsRepository)
        {
            var place = new PlaceRepair(
                context, "", repository, () => context.ReopenStore(settings.Archive.Repository), [.. stores.Values.Select(store => store.Store).OfType<IObjectSource>(), .. discs], request.IsDryRun);
            repaired.Add(await place.RunAsync(() => FindWrongInRepositoryAsync(archive, settings, memory, repository, cancellationToken), null, cancellationToken));
        }

        if (!request.IsDryRun && ArchiveLedger.FindBegun(context, settings) is { } ledger)
            await RecordAsync(ledger, repaired, restriped, entries, context.Clock, cancellationToken);
        return new ReplicaRepairResult(repaired, request.IsDryRun)
        {
            Verdict = Severity.Worse(entries.Report(context.Events), Severity.Worst(repaired.Select(VerdictOf))),
        };
    }

    /// <summary>Replicas that are not repaired are sources; those that cannot be opened are passed over.</summary>
    private static async Task<Dictionary<string, (IObjectStore? Store, ArchivistException? Failure)>> OpenAsync(
        OperationContext context, CopyPlaces places, ArchivistSettings settings, IReadOnlyList<(string Name, string Address, bool IsTyped)> chosen, bool isDryRun,
        CancellationToken cancellationToken)
    {
        var stores = new Dictionary<string, (IObjectStore?, ArchivistException?)>();
        foreach (var (name, address) in settings.Replicas.Select(replica => (replica.Name, Address: replica.Url)).Concat(chosen.Select(replica => (replica.Name, replica.Address))).Distinct())
        {
            try
            {
                var isRepaired = chosen.Any(replica => replica.Name == name);
                if (isRepaired && !isDryRun && settings.Replicas.FirstOrDefault(replica => replica.Name == name && replica.Url == address) is { } replica)
                    await places.GiveUpLostAsync(replica, cancellationToken);
                stores[name] = (await places.OpenAsync(name, address, isRepaired ? Beginning.NewShares : Beginning.Never, cancellationToken), null);
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                stores[name] = (null, Failures.Of(cause, isStopped: false));
            }
        }

        return stores;
    }

    /// <summary>What the memory knows to be wrong, and what a new inventory finds.</summary>
    private static async Task<IReadOnlyList<ObjectName>> FindWrongAsync(
        OperationContext context, AuditMemory memory, string name, IObjectStore store, string address, IObjectStore repository, CancellationToken cancellationToken)
    {
        var held = memory.Load(name);
        ExpectedContents? expected = null;
        try
        {
            expected = await ExpectedContents.ListAsync(repository, cancellationToken);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // A repository that is lost must not keep replicas from being repaired from each other.
        }

        var outcome = await new ReplicaAuditor(store, () => context.ReopenStore(address), context.Clock)
            .RunAsync(new AuditPlan { Expected = expected, Held = held, Seed = default }, static _ => { }, null, cancellationToken);
        return
        [
            .. held.Where(item => item.Value.Verdict.NeedsRepair && !outcome.Gone.Contains(item.Key)).Select(item => item.Key)
                .Concat(outcome.Findings.Where(finding => finding.Verdict.NeedsRepair).Select(finding => finding.Object.Name))
                .Where(wrong => wrong.Kind is not ObjectKind.Configuration).Distinct(),
        ];
    }

    /// <summary>What audits of replicas showed to be wrong in the repository, and the snapshots that it should have by the ledger.</summary>
    private static async Task<IReadOnlyList<ObjectName>> FindWrongInRepositoryAsync(
        Archive archive, ArchivistSettings settings, AuditMemory memory, IObjectStore repository, CancellationToken cancellationToken)
    {
        var present = new HashSet<Digest>();
        await foreach (var item in repository.ListAsync(ObjectKind.Snapshot, cancellationToken))
            present.Add(item.Name.Id);
        var vanished = await VanishedSnapshots.FindAsync(archive, settings, present, cancellationToken);
        var packs = await PackInventory.FindAsync(archive, repository, cancellationToken) is { } inventory ? await inventory.FindVanishedAsync(cancellationToken) : null;
        return
        [
            .. settings.Replicas.SelectMany(replica => memory.Load(replica.Name)).Where(item => item.Value.Verdict is ObjectVerdict.SourceDamaged).Select(item => item.Key)
                .Concat(packs?.Packs.Select(id => new ObjectName(ObjectKind.Pack, id.Value)) ?? [])
                .Concat(vanished.Select(id => new ObjectName(ObjectKind.Snapshot, id.Value))).Distinct(),
        ];
    }

    private static Failure VerdictOf(RepairedPlace place) => place.Failure?.Failure
        ?? (place.Lost.Count > 0 ? Failure.DataLoss : place.StillDamaged.Count + place.Stuck.Count > 0 ? Failure.MediumFailed : Failure.None);

    private static async Task RecordAsync(
        ArchiveLedger ledger, List<RepairedPlace> repaired, List<LedgerEntry> restriped, Bookkeeping entries, TimeProvider clock, CancellationToken cancellationToken)
    {
        foreach (var entry in restriped)
            await entries.TryAsync(() => ledger.AppendAsync(entry, cancellationToken));
        foreach (var place in repaired.Where(place => place.Repaired > 0 || place.Lost.Count > 0))
        {
            await entries.TryAsync(() => ledger.AppendAsync(
                new LedgerEntry.ReplicaRepaired(clock.GetUtcNow(), place.Name, place.Repaired, place.Bytes, place.Lost.Count), cancellationToken));
        }
    }
}
