using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Repairing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist repair index</c>, <c>repair packs</c>, <c>repair snapshots</c> and <c>repair replica</c></summary>
internal static class RepairCommand
{
    private static readonly Option<bool> ReadAllPacks = new("--read-all-packs") { Description = "Read the header of every pack, not only if lengths differ." };
    private static readonly Option<bool> Forget = new("--forget") { Description = "Remove the damaged snapshots once the repaired ones are stored." };
    private static readonly Argument<string[]> Packs = new("packs") { Description = "IDs of damaged packs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string[]> Snapshots = new("snapshots") { Description = "Snapshot IDs or 'latest' [all that match]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly SnapshotFilterOptions Filter = new("-H");
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be done." };

    private static readonly Argument<string[]> Replicas = new("replicas") { Description = "Names of replicas [all of the settings]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> From = new("--from") { Description = "Another place with good copies, such as disc:IMAGE; repeatable.", HelpName = "place" };
    private static readonly Option<bool> Local = new("--repository") { Description = "Repair the local repository too, from its replicas." };

    internal static Command Create()
    {
        var replica = new Command("replica", "Replace missing and damaged objects of replicas from other copies. Needs no password.\n\nExample: archivist repair replica cellar --from disc:/dev/sr0") { Replicas, From, Local, DryRun };
        replica.SetAction(RepairReplicasAsync);
        var index = new Command("index", "Rebuild the index from the pack headers.\n\nExample: archivist repair index --repo /var/lib/archivist/alice --read-all-packs") { ReadAllPacks, CommonOptions.NoVerifyWrites, DryRun };
        index.SetAction(RepairIndexAsync);
        var packs = new Command("packs", "Salvage intact blobs from damaged packs. The damaged packs are copied into the current directory, then removed.\n\nExample: archivist repair packs 1f3e5a7c9b --repo /var/lib/archivist/alice") { Packs, CommonOptions.NoVerifyWrites, DryRun };
        packs.SetAction(RepairPacksAsync);
        var snapshots = new Command("snapshots", "Rewrite damaged snapshots without what is lost.\n\nExample: archivist repair snapshots --repo /var/lib/archivist/alice --forget --dry-run") { Snapshots, Forget, CommonOptions.NoVerifyWrites, DryRun };
        Filter.AddTo(snapshots);
        snapshots.SetAction(RepairSnapshotsAsync);
        return new Command("repair", "Make a damaged repository usable again.") { index, packs, snapshots, replica };
    }

    private static async Task<int> RepairIndexAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new IndexRepairRequest { Archive = parsed.Access(), ReadsAllPacks = parsed.GetValue(ReadAllPacks), IsDryRun = parsed.GetValue(DryRun) };
        var result = await new IndexRepairOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var plan = result.Plan;
        foreach (var pack in plan.PacksUnreadable)
            context.Output.Warn($"pack/{pack}: its header cannot be read; 'archivist repair packs' saves what is whole of it");
        context.Output.Show(
            new IndexRepairedRecord(
                "index_repaired", result.IsDryRun, plan.PacksRead, plan.PacksChanged, Ids(plan.PacksMissing), Ids(plan.PacksUnreadable), plan.IndexesDamaged, plan.HasOverlaps),
            static json => json.IndexRepairedRecord,
            record => plan.IsEmpty
                ? $"The indexes agree with the packs ({Quantity.Count(record.PacksRead, "header", "headers")} read)."
                : $"{(record.DryRun ? "Would write" : "Wrote")} new indexes: {Quantity.Count(record.PacksChanged, "pack", "packs")} re-indexed, "
                    + $"{record.PacksMissing.Count} that are not there left out, {Quantity.Count(record.IndexesDamaged, "damaged index", "damaged indexes")} replaced"
                    + (record.Overlaps ? ", overlapping ones merged" : ""));
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> RepairReplicasAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ReplicaRepairRequest
        {
            Archive = parsed.Access(),
            Replicas = parsed.GetValue(Replicas) ?? [],
            Sources = parsed.GetValue(From) ?? [],
            RepairsRepository = parsed.GetValue(Local),
            IsDryRun = parsed.GetValue(DryRun),
        };
        var result = await new ReplicaRepairOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var place in result.Places)
        {
            if (place.Failure is { } failure)
                context.Output.Warn(CommandLineMessages.Instance.Of(failure.Problem).Sentence);
            foreach (var lost in place.Lost)
                context.Output.Warn($"{Place(place)}: {lost}: no good copy found");
            foreach (var damaged in place.StillDamaged)
                context.Output.Warn($"{Place(place)}: {damaged}: replaced, but what is read back is still wrong");
            foreach (var stuck in place.Stuck)
                context.Output.Warn($"{Place(place)}: {stuck}: damaged, and the place refuses to remove it; remove it by hand or with an account that may, then repair again");
            context.Output.Show(
                ReplicaRepairedRecord.Of(place, result.IsDryRun), static json => json.ReplicaRepairedRecord,
                record => record.Repaired + record.Lost.Count + record.StillDamaged.Count + record.Stuck.Count == 0 && record.Error is null
                    ? $"{Capital(Place(place))}: nothing to repair"
                    : $"{Capital(Place(place))}: {(record.DryRun ? "would repair " : "")}{Quantity.Count(record.Repaired, "object", "objects")} ({Quantity.Bytes(record.Bytes)}){(record.DryRun ? "" : " repaired")}"
                        + (record.Lost.Count > 0 ? $", {record.Lost.Count} LOST" : "") + (record.Stuck.Count > 0 ? $", {record.Stuck.Count} STUCK" : "") + (record.StillDamaged.Count > 0 ? $", {record.StillDamaged.Count} still damaged" : "") + (record.Error is null ? "" : ", NOT FINISHED"));
        }

        return ExitCode.Of(result.Verdict);
    }

    private static string Place(RepairedPlace place) => place.Name.Length == 0 ? "the repository" : $"replica {place.Name}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static async Task<int> RepairSnapshotsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new SnapshotRepairRequest
        {
            Archive = parsed.Access(),
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Snapshots)),
            Forgets = parsed.GetValue(Forget),
            IsDryRun = parsed.GetValue(DryRun),
        };
        var result = await new SnapshotRepairOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var damaged in result.Damaged)
            Show(output, damaged, result.IsDryRun, request.Forgets);
        foreach (var name in result.Unreadable)
            output.Note($"{name}: copy it from a replica, or remove it with 'archivist forget {name.Id.Short}'");
        output.Line(result.Damaged.Count == 0
            ? $"Nothing to repair: {Quantity.Count(result.Whole, "snapshot is", "snapshots are")} whole."
            : $"{Quantity.Count(result.Damaged.Count, "damaged snapshot", "damaged snapshots")}, {result.Whole} whole");
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, RepairedSnapshot damaged, bool isDryRun, bool forgets)
    {
        var damage = damaged.Damage;
        foreach (var loss in damage.Losses)
            output.Warn($"snapshot {damage.Snapshot.Id.Value.Short}: {loss}");
        output.Show(
            new SnapshotRepairedRecord(
                "snapshot_repaired", isDryRun, damage.Snapshot.Id.ToString(), damaged.Repaired?.Id.ToString(), forgets && !isDryRun, damage.RootIsLost, damage.Losses),
            static json => json.SnapshotRepairedRecord,
            record => $"{record.SnapshotId[..8]}: {Quantity.Count(record.Losses.Count, "path", "paths")} lost; "
                + (record.NothingLeft ? "nothing is left of it" : isDryRun ? "would be rewritten" : $"rewritten as {record.RepairedId![..8]}")
                + (forgets ? isDryRun ? ", and would be removed" : ", and removed" : ", and stays"));
    }

    private static async Task<int> RepairPacksAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new PackRepairRequest
        {
            Archive = parsed.Access(),
            Packs = parsed.GetValue(Packs)!,
            CopyDirectory = context.Environment.Surroundings.WorkingFolder,
            IsDryRun = parsed.GetValue(DryRun),
        };
        var result = await new PackRepairOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var repaired in result.Packs)
            output.Show(
                new PackRepairedRecord("pack_repaired", result.IsDryRun, repaired.Salvage.Pack.ToString(), repaired.Salvage.Saved, repaired.Salvage.Lost, repaired.Copy, repaired.IsFromReplica),
                static json => json.PackRepairedRecord,
                record => (record.FromReplica
                    ? $"{record.Pack[..8]}: {(record.DryRun ? "can be replaced" : "replaced")} from a replica"
                    : $"{record.Pack[..8]}: {Quantity.Count(record.Saved, "blob", "blobs")} {(record.DryRun ? "can be " : "")}saved, {record.Lost} lost")
                    + (record.Copy is null ? "" : $"; a copy of the pack is in {record.Copy}"));
        if (result.Packs.Any(pack => pack.Salvage.Lost > 0))
            output.Line("Run 'archivist repair snapshots' to see what the lost blobs were needed for.");
        return ExitCode.Of(result.Verdict);
    }

    private static IReadOnlyList<string> Ids(IReadOnlyList<PackId> packs) => [.. packs.Select(pack => pack.ToString())];
}
