using System.CommandLine;
using Archivist.App.Steps.DiscSets;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc rebuild</c></summary>
internal static class DiscRebuildCommand
{
    private static readonly Option<string[]> From = new("--from")
    {
        Description = "A disc of the set: an image, a drive, or a folder of images. Repeated: all that there are.",
        HelpName = "place",
        Required = true,
    };

    private static readonly Option<string?> Set = new("--set") { Description = "The set, when there are recovery discs of several.", HelpName = "name" };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "A folder for what the lost discs held.", HelpName = "folder", Required = true };

    internal static Command Create()
    {
        var command = new Command("rebuild", "Compute what lost discs of a set held from the others and its recovery discs. Needs no password.\n\nExample: archivist disc rebuild --from images --output rebuilt") { From, Set, Output };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var startedAt = context.Clock.GetTimestamp();
        var rebuilt = await DiscSetRebuilding.RunAsync(context, parsed.GetValue(From)!, parsed.GetValue(Set), parsed.GetValue(Output)!, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscRebuiltRecord(
                "disc_rebuilt", rebuilt.Set, rebuilt.Folder, rebuilt.MissingDiscs, rebuilt.Packs, rebuilt.Bytes, rebuilt.MissingSlices, rebuilt.RecoverySlices, elapsed.TotalSeconds),
            CliJson.Default.DiscRebuiltRecord,
            record => record.Packs == 0
                ? $"Nothing is lost: all packs of {record.Set} are on the discs that are there"
                : $"Rebuilt {Quantity.Count(record.Packs, "pack", "packs")} of {record.Set}, {Quantity.Bytes(record.Bytes)}, into {record.Output}, in {Quantity.Duration(elapsed)}; "
                    + $"{record.MissingSlices} of {record.RecoverySlices} recovery slices were needed");
        if (rebuilt.Packs > 0)
            context.Output.Note($"  Restore with 'archivist restore latest {string.Join(' ', parsed.GetValue(From)!.Append(rebuilt.Folder).Select(place => $"--from-discs {place}"))} --target FOLDER'.");
        return 0;
    }
}
