using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Repairing;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist repair index</c>, <c>repair packs</c> and <c>repair snapshots</c></summary>
internal static class RepairCommand
{
    private static readonly Option<bool> ReadAllPacks = new("--read-all-packs") { Description = "Read the header of every pack, not only where lengths differ." };
    private static readonly Option<bool> Forget = new("--forget") { Description = "Remove the damaged snapshots when the repaired ones are there." };
    private static readonly Argument<string[]> Packs = new("packs") { Description = "Ids of damaged packs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string[]> Snapshots = new("snapshots") { Description = "Ids of snapshots, or 'latest'; all that match without any.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly SnapshotFilterOptions Filter = new("-H");
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Only say what would be done." };

    internal static Command Create()
    {
        var index = new Command("index", "Make the indexes anew from what the packs say of themselves.\n\nExample: archivist repair index --repo /var/lib/archivist/alice --read-all-packs") { ReadAllPacks, DryRun };
        index.SetAction(RepairIndexAsync);
        var packs = new Command("packs", "Save what is whole of damaged packs. The damaged ones are copied into the current folder and then removed.\n\nExample: archivist repair packs 1f3e5a7c9b --repo /var/lib/archivist/alice") { Packs, DryRun };
        packs.SetAction(RepairPacksAsync);
        var snapshots = new Command("snapshots", "Write damaged snapshots anew without what is lost.\n\nExample: archivist repair snapshots --repo /var/lib/archivist/alice --forget --dry-run") { Snapshots, Forget, DryRun };
        Filter.AddTo(snapshots);
        snapshots.SetAction(RepairSnapshotsAsync);
        return new Command("repair", "Make a damaged repository usable again.") { index, packs, snapshots };
    }

    /// <summary>Locks, builds and applies; with --dry-run only builds.</summary>
    private static async Task<int> RunAsync(
        ParseResult parsed, Func<OpenRepository, RepositoryLock?, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        if (parsed.GetValue(DryRun))
            return await work(repository, null, cancellationToken);
        await using var held = await parsed.Archive().LockAsync(repository, exclusive: true, cancellationToken);
        return await held.RunAsync(stop => work(repository, held, stop), cancellationToken);
    }

    private static Task<int> RepairIndexAsync(ParseResult parsed, CancellationToken cancellationToken) => RunAsync(
        parsed,
        async (repository, held, stop) =>
        {
            var context = parsed.Context();
            var progress = new ProgressDisplay<int>(context.Output, context.Clock, (read, _) => $"{Quantity.Count(read, "pack", "packs")} read");
            var plan = await IndexRepairPlan.BuildAsync(repository, parsed.GetValue(ReadAllPacks), progress, stop);
            if (held is not null)
                await plan.ApplyAsync(held, stop);
            foreach (var pack in plan.PacksUnreadable)
                context.Output.Warn($"pack/{pack}: its header cannot be read; 'archivist repair packs' saves what is whole of it");
            context.Output.Show(
                new IndexRepairedRecord(
                    "index_repaired", held is null, plan.PacksRead, plan.PacksChanged, Ids(plan.PacksMissing), Ids(plan.PacksUnreadable), plan.IndexesDamaged, plan.HasOverlaps),
                CliJson.Default.IndexRepairedRecord,
                record => plan.IsEmpty
                    ? $"The indexes agree with the packs ({Quantity.Count(record.PacksRead, "header", "headers")} read)."
                    : $"{(held is null ? "Would write" : "Wrote")} new indexes: {Quantity.Count(record.PacksChanged, "pack", "packs")} entered anew, "
                        + $"{record.PacksMissing.Count} that are not there left out, {Quantity.Count(record.IndexesDamaged, "damaged index", "damaged indexes")} replaced"
                        + (record.Overlaps ? ", overlapping ones merged" : ""));
            return plan.PacksUnreadable.Count > 0 ? (int)Failure.Findings : 0;
        },
        cancellationToken);

    private static Task<int> RepairSnapshotsAsync(ParseResult parsed, CancellationToken cancellationToken) => RunAsync(
        parsed,
        async (repository, held, stop) =>
        {
            var output = parsed.Context().Output;
            var all = await repository.ListSnapshotsAsync(stop);
            var filter = Filter.Read(parsed);
            var named = parsed.GetValue(Snapshots) ?? [];
            await LatestWarning.TellAsync(parsed.Archive(), true, repository, all, filter, named, stop);
            var plan = await SnapshotRepairPlan.BuildAsync(
                repository, named.Length > 0 ? [.. named.Select(reference => filter.Find(all, reference))] : [.. all.Where(filter.Matches)], stop);
            var forget = parsed.GetValue(Forget);
            var done = held is null ? [] : await plan.ApplyAsync(held, forget, Product.NameAndVersion, stop);
            foreach (var damage in plan.Damaged)
                Show(output, damage, done.FirstOrDefault(item => item.Damaged.Id == damage.Snapshot.Id).Repaired, held is null, forget);
            foreach (var name in plan.Unreadable)
                output.Note($"{name}: copy it from a replica, or give it up with 'archivist forget {name.Id.Short}'");
            output.Line(plan.Damaged.Count == 0
                ? $"Nothing to repair: {Quantity.Count(plan.Whole, "snapshot is", "snapshots are")} whole."
                : $"{Quantity.Count(plan.Damaged.Count, "damaged snapshot", "damaged snapshots")}, {plan.Whole} whole");
            return 0;
        },
        cancellationToken);

    private static void Show(Output output, SnapshotDamage damage, Snapshot? repaired, bool dryRun, bool forget)
    {
        foreach (var loss in damage.Losses)
            output.Warn($"snapshot {damage.Snapshot.Id.Value.Short}: {loss}");
        output.Show(
            new SnapshotRepairedRecord(
                "snapshot_repaired", dryRun, damage.Snapshot.Id.ToString(), repaired?.Id.ToString(), forget && !dryRun, damage.RootIsLost, damage.Losses),
            CliJson.Default.SnapshotRepairedRecord,
            record => $"{record.SnapshotId[..8]}: {Quantity.Count(record.Losses.Count, "path", "paths")} lost; "
                + (record.NothingLeft ? "nothing is left of it" : dryRun ? "would be written anew" : $"written anew as {record.RepairedId![..8]}")
                + (forget ? dryRun ? ", and would be removed" : ", and removed" : ", and stays"));
    }

    private static Task<int> RepairPacksAsync(ParseResult parsed, CancellationToken cancellationToken) => RunAsync(
        parsed,
        async (repository, held, stop) =>
        {
            var output = parsed.Context().Output;
            var packs = await FindPacksAsync(repository, parsed.GetValue(Packs)!, stop);
            var plan = await PackRepairPlan.BuildAsync(repository, packs, stop);
            if (held is not null)
                await plan.ApplyAsync(held, KeepCopyAsync, stop);
            foreach (var pack in plan.Packs)
                output.Show(
                    new PackRepairedRecord("pack_repaired", held is null, pack.Pack.ToString(), pack.Saved, pack.Lost, held is null ? null : CopyOf(pack.Pack)),
                    CliJson.Default.PackRepairedRecord,
                    record => $"{record.Pack[..8]}: {Quantity.Count(record.Saved, "blob", "blobs")} {(held is null ? "can be " : "")}saved, {record.Lost} lost"
                        + (record.Copy is null ? "" : $"; a copy of the pack is in {record.Copy}"));
            if (plan.Packs.Any(pack => pack.Lost > 0))
                output.Line("Run 'archivist repair snapshots' to see what the lost blobs were needed for.");
            return 0;
        },
        cancellationToken);

    /// <summary>Ids may be written short where one pack only begins so.</summary>
    private static async Task<IReadOnlyCollection<PackId>> FindPacksAsync(OpenRepository repository, IReadOnlyList<string> references, CancellationToken cancellationToken)
    {
        var present = await repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        return [.. references.Select(reference =>
        {
            if (Digest.TryParse(reference, null, out var whole))
                return new PackId(whole);
            var found = present.Where(pack => pack.Name.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
            return found.Count == 1 ? new PackId(found[0].Name.Id) : throw new ArchivistException(
                Failure.Usage, $"pack '{reference}': {(found.Count == 0 ? "there is none" : $"{found.Count} ids begin so")}")
            {
                Hint = "Take the id from what 'archivist check --read-data' says.",
            };
        }).Distinct()];
    }

    private static string CopyOf(PackId pack) => Path.GetFullPath($"pack-{pack}");

    private static async Task KeepCopyAsync(PackId pack, Stream content, CancellationToken cancellationToken)
    {
        var copy = new FileStream(CopyOf(pack), FileMode.Create, FileAccess.Write, FileShare.None);
        await using (copy.ConfigureAwait(false))
        {
            await content.CopyToAsync(copy, cancellationToken);
            DurableFile.Synchronize(copy.SafeFileHandle, CopyOf(pack));
        }
    }

    private static IReadOnlyList<string> Ids(IReadOnlyList<PackId> packs) => [.. packs.Select(pack => pack.ToString())];
}
