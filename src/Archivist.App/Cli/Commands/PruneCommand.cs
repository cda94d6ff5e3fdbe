using System.CommandLine;
using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Pruning;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist prune</c></summary>
internal static class PruneCommand
{
    private static readonly PruneFlags Flags = new();
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be done." };

    private static readonly Option<bool> AllowBelowPolicy = new("--allow-below-policy") { Description = "Remove also while too few copies are good." };

    internal static Command Create()
    {
        var command = new Command("prune", "Remove content that no snapshot needs.\n\nExample: archivist prune --repo /var/lib/archivist/alice --max-unused 10%") { DryRun, AllowBelowPolicy };
        Flags.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new PruneRequest { Archive = parsed.Access(), Options = Flags.Read(parsed), IsDryRun = parsed.GetValue(DryRun), AllowsBelowPolicy = parsed.GetValue(AllowBelowPolicy) };
        var result = await new PruneOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context.Output, result.Outcome, result.IsDryRun);
        return ExitCode.Of(result.Verdict);
    }

    /// <summary>Shows what pruning came to, also after <c>forget --prune</c>.</summary>
    internal static void Show(Output output, PruneOutcome outcome, bool isDryRun) => output.Show(
        new PruneRecord("prune", isDryRun, outcome.Figures, outcome.Elapsed.TotalSeconds), static json => json.PruneRecord,
        record => Text(record.Figures, isDryRun) + $"{(isDryRun ? "Planned" : "Done")} in {Quantity.Duration(outcome.Elapsed)}");

    private static string Text(PruneFigures figures, bool dryRun)
    {
        var would = dryRun ? "would be " : "";
        string[] lines =
        [
            $"needed:   {Quantity.Count(figures.UsedBlobs, "blob", "blobs")}, {Quantity.Bytes(figures.UsedBytes)}",
            $"unneeded: {Quantity.Count(figures.UnusedBlobs, "blob", "blobs")}, {Quantity.Bytes(figures.UnusedBytes)}"
                + (figures.DuplicateBlobs > 0 ? $" ({Quantity.Count(figures.DuplicateBlobs, "further copy", "further copies")} among them)" : ""),
            $"packs:    {figures.PacksKept} kept, {figures.PacksRepacked} {would}rewritten ({Quantity.Bytes(figures.RepackedBytes)}), "
                + $"{figures.PacksDeleted} {would}deleted, {figures.PacksUnindexed} in no index {would}deleted"
                + (figures.PacksMissing > 0 ? $", {figures.PacksMissing} missing and not needed" : ""),
            $"{Quantity.Bytes(figures.FreedBytes)} {would}freed; {Quantity.Bytes(figures.UnusedBytesAfter)} stay unneeded",
            "",
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
