using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Pruning;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist prune</c></summary>
internal static class PruneCommand
{
    private static readonly PruneFlags Flags = new();
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Only say what would be done." };

    internal static Command Create()
    {
        var command = new Command("prune", "Remove content that no snapshot needs.\n\nExample: archivist prune --repo /var/lib/archivist/alice --max-unused 10%") { DryRun };
        Flags.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var options = Flags.Read(parsed);
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        if (options.RepackUncompressed && repository.Version < 2)
            throw new ArchivistException(Failure.Usage, "--repack-uncompressed: a repository of format version 1 cannot hold compressed content")
            {
                Hint = "Leave it out, or copy the repository into a new one.",
            };
        if (parsed.GetValue(DryRun))
        {
            await ShowAsync(context, repository, options, new HashSet<SnapshotId>(), cancellationToken);
            return 0;
        }

        await using var held = await parsed.Archive().LockAsync(repository, exclusive: true, cancellationToken);
        return await held.RunAsync(
            async stop =>
            {
                await ApplyAsync(context, repository, held, options, stop);
                return 0;
            },
            cancellationToken);
    }

    /// <summary>Says what would be done, as if some snapshots were gone.</summary>
    internal static async Task ShowAsync(
        CommandContext context, OpenRepository repository, PruneOptions options, IReadOnlySet<SnapshotId> without, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        var plan = await BuildAsync(context, repository, options, without, cancellationToken);
        Report(context, plan, dryRun: true, startedAt);
    }

    /// <summary>Plans and does it, under an exclusive lock.</summary>
    internal static async Task ApplyAsync(
        CommandContext context, OpenRepository repository, RepositoryLock held, PruneOptions options, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        var plan = await BuildAsync(context, repository, options, new HashSet<SnapshotId>(), cancellationToken);
        var figures = plan.Figures;
        if (!plan.IsEmpty)
            context.Output.Note(
                $"{Quantity.Count(figures.PacksDeleted + figures.PacksUnindexed, "pack", "packs")} to delete, {figures.PacksRepacked} to write anew, "
                + $"{Quantity.Bytes(figures.FreedBytes)} become free");
        var progress = new ProgressDisplay<(int Done, int Total)>(context.Output, context.Clock, (packs, elapsed) =>
            $"{packs.Done} of {Quantity.Count(packs.Total, "pack", "packs")}{Quantity.Remaining(packs.Done, packs.Total, elapsed)}");
        await plan.ApplyAsync(held, progress, cancellationToken);
        Report(context, plan, dryRun: false, startedAt);
    }

    private static Task<PrunePlan> BuildAsync(
        CommandContext context, OpenRepository repository, PruneOptions options, IReadOnlySet<SnapshotId> without, CancellationToken cancellationToken)
    {
        var progress = new ProgressDisplay<int>(context.Output, context.Clock, (done, _) => $"{Quantity.Count(done, "snapshot", "snapshots")} looked through");
        return PrunePlan.BuildAsync(repository, options, without, progress, cancellationToken);
    }

    private static void Report(CommandContext context, PrunePlan plan, bool dryRun, long startedAt)
    {
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new PruneRecord("prune", dryRun, plan.Figures, elapsed.TotalSeconds), CliJson.Default.PruneRecord,
            record => Text(record.Figures, dryRun) + $"{(dryRun ? "Planned" : "Done")} in {Quantity.Duration(elapsed)}");
    }

    private static string Text(PruneFigures figures, bool dryRun)
    {
        var would = dryRun ? "would be " : "";
        string[] lines =
        [
            $"needed:   {Quantity.Count(figures.UsedBlobs, "blob", "blobs")}, {Quantity.Bytes(figures.UsedBytes)}",
            $"unneeded: {Quantity.Count(figures.UnusedBlobs, "blob", "blobs")}, {Quantity.Bytes(figures.UnusedBytes)}"
                + (figures.DuplicateBlobs > 0 ? $" ({Quantity.Count(figures.DuplicateBlobs, "further copy", "further copies")} among them)" : ""),
            $"packs:    {figures.PacksKept} kept, {figures.PacksRepacked} {would}written anew ({Quantity.Bytes(figures.RepackedBytes)}), "
                + $"{figures.PacksDeleted} {would}deleted, {figures.PacksUnindexed} in no index {would}deleted"
                + (figures.PacksMissing > 0 ? $", {figures.PacksMissing} missing and not needed" : ""),
            $"{Quantity.Bytes(figures.FreedBytes)} {would}freed; {Quantity.Bytes(figures.UnusedBytesAfter)} stay unneeded",
            "",
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
