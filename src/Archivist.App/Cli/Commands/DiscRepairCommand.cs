using System.CommandLine;
using Archivist.Correction.Rs03;
using Archivist.Discs.Outputs;
using Archivist.Images.Reading;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc repair</c></summary>
internal static class DiscRepairCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "An image file; with --output also a drive with a disc in it." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Write a repaired copy instead of changing the image.", HelpName = "file" };

    internal static Command Create()
    {
        var repair = new Command("repair", "Correct what is wrong or missing in a protected image, whoever protected it.\n\nExample: archivist disc repair /srv/discs/alice.iso") { Image, Output, ForceOption.Force };
        repair.SetAction(RepairAsync);
        return repair;
    }

    private static async Task<int> RepairAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        var path = parsed.GetValue(Image)!;
        var output = parsed.GetValue(Output);
        var mayReplace = parsed.GetValue(ForceOption.Force);
        OutputPath.RequireInPlaceOrCopy(path, output, mayReplace);
        var (verdict, target) = await RepairAsync(context, path, output, mayReplace, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new DiscRepairedRecord("disc_repaired", target, verdict.DamagedSectors, verdict.CorrectableSectors, verdict.LostSectors, verdict.LostRows, elapsed.TotalSeconds),
            CliJson.Default.DiscRepairedRecord,
            record => $"{(verdict.IsCorrectable ? "Repaired" : verdict.IsOnlyBehind ? "NOT FINISHED: the error correction is incomplete in" : "DATA IS LOST in")} {record.Image}: {Quantity.Count(record.DamagedSectors, "sector was", "sectors were")} wrong or missing, "
                + $"{Quantity.Count(record.CorrectedSectors, "was", "were")} corrected, {Quantity.Count(record.LostSectors, "is", "are")} lost, in {Quantity.Duration(elapsed)}");
        if (!verdict.IsCorrectable)
        {
            context.Output.Note(verdict.IsOnlyBehind
                ? $"  Nothing is known to be wrong with the image itself. Finish its error correction with 'archivist disc protect {target} --finish', or remove it with --strip."
                : "  Read the disc again in another drive, or use another copy of it.");
        }

        return verdict.IsCorrectable ? 0 : (int)Failure.MediumFailed;
    }

    private static async Task<(Rs03Verdict Verdict, string Target)> RepairAsync(CommandContext context, string path, string? output, bool mayReplace, CancellationToken cancellationToken)
    {
        Rs03Layout layout;
        using (var source = FileImageSource.Open(path))
        {
            layout = Rs03LayoutFinder.Find(source)
                ?? throw new ArchivistException(Failure.MediumFailed, $"{path}: no error correction was found in it") { Hint = "Use another copy of the disc or image." };
            if (output is not null)
            {
                using var copy = OutputFile.Create(output);
                var repaired = await Rs03Repair.CopyAsync(source, copy.Handle, output, layout, Progress(context, "copying"), Progress(context, "repairing"), cancellationToken);
                // What is wrong in it must not stand under the name of an image.
                if (repaired is { IsCorrectable: false, IsOnlyBehind: false })
                    return (repaired, copy.PublishIncomplete());
                copy.Publish(mayReplace);
                return (repaired, output);
            }
        }

        return (await Rs03Repair.RunAsync(path, layout, null, Progress(context, "repairing"), cancellationToken), path);
    }

    private static ProgressDisplay<long> Progress(CommandContext context, string what) =>
        new(context.Output, context.Clock, (bytes, elapsed) => $"{what}: {Quantity.Bytes(bytes)}, {Quantity.Rate(bytes, elapsed)}");
}
