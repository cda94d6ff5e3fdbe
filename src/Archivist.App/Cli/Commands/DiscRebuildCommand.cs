using System.CommandLine;
using Archivist.Operations.Discs.Rebuilding;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc rebuild</c></summary>
internal static class DiscRebuildCommand
{
    private static readonly Option<string[]> From = new("--from")
    {
        Description = "Discs of the set: drive, image or directory of images (repeatable).",
        HelpName = "place",
        Required = true,
    };

    private static readonly Option<string?> Set = new("--set") { Description = "Set to rebuild, if the recovery discs belong to several.", HelpName = "name" };
    private static readonly Option<string> Output = new("--output", "-o") { Description = "Directory for the rebuilt content and for intermediate copies.", HelpName = "directory", Required = true };
    private static readonly Option<int[]> Lost = new("--lost") { Description = "Number of a lost disc, never asked for (repeatable).", HelpName = "number" };
    private static readonly Option<bool> Images = new("--images") { Description = "Also remaster the lost discs from their plan (needs a settings file)." };

    private static readonly Option<string?> DiscWait = new("--disc-wait")
    {
        Description = "Wait this long for each missing disc: 90s, 5m [terminal: indefinitely; else 0s]",
        HelpName = "duration",
    };

    internal static Command Create()
    {
        var command = new Command("rebuild", "Rebuild the content of lost discs from the rest of the set. Needs no password.\n\nExample: archivist disc rebuild --from images --output rebuilt")
        {
            From, Set, Output, Lost, Images, DiscWait,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RebuildDiscsRequest
        {
            Archive = parsed.Access(),
            Places = parsed.GetValue(From)!,
            Set = parsed.GetValue(Set),
            Output = parsed.GetValue(Output)!,
            Lost = parsed.GetValue(Lost) ?? [],
            MakesImages = parsed.GetValue(Images),
            Wait = parsed.GetValue(DiscWait) is { } wait ? WaitTime.Parse("--disc-wait", wait) : null,
        };
        var rebuilt = await new RebuildDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var elapsed = rebuilt.Elapsed;
        var packs = rebuilt.Packs;
        context.Output.Show(
            new DiscRebuiltRecord(
                "disc_rebuilt", packs.Set.Name, rebuilt.Folder, rebuilt.MissingDiscs, packs.Packs.Count, packs.Bytes, packs.MissingSlices, packs.RecoverySlices,
                [.. rebuilt.Images.Select(image => new RebuiltImageRecord(image.Volume, image.Path, image.Bytes, image.Sha256, image.IsIdentical))], elapsed.TotalSeconds),
            static json => json.DiscRebuiltRecord,
            record => string.Join('\n', [
                record.Packs == 0
                    ? $"Nothing is lost: all packs of {record.Set} are on the discs that are there"
                    : $"Rebuilt {Quantity.Count(record.Packs, "pack", "packs")} of {record.Set}, {Quantity.Bytes(record.Bytes)}, into {record.Output}, in {Quantity.Duration(elapsed)}; "
                        + $"{record.MissingSlices} of {record.RecoverySlices} recovery slices were needed",
                .. record.Images.Select(Describe)]));
        if (packs.Packs.Count > 0)
            context.Output.Note($"  Restore with 'archivist restore latest {string.Join(' ', request.Places.Append(rebuilt.Folder).Select(place => $"--from-discs {place}"))} --target FOLDER'.");
        if (rebuilt.Images.Any(image => image.IsIdentical is false))
            context.Output.Note("  The template, the recovery environment or Archivist has changed since the disc was built, so its image cannot be the same any more. The new one has the same number, label and packs, and was read back: it serves as well.");
        return ExitCode.Of(rebuilt.Verdict);
    }

    private static string Describe(RebuiltImageRecord image) =>
        (image.IsIdentical is false ? $"ANOTHER IMAGE of disc {image.Volume}: {image.Image} is not the one that the catalogue knows" : $"Made disc {image.Volume} again: {image.Image}")
        + $", {Quantity.Bytes(image.Bytes)}" + image.IsIdentical switch { true => ", bit for bit the same", false => "", null => "; the catalogue has no hash to compare it with" } + $"\nSHA-256 {image.Sha256}";
}
