using System.CommandLine;
using Archivist.Operations.Discs.Protecting;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc repair</c></summary>
internal static class DiscRepairCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "Image file; with --output also a drive with a disc in it." };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Repaired copy to write, leaving the image unchanged.", HelpName = "file" };

    internal static Command Create()
    {
        var repair = new Command("repair", "Repair a protected image (RS03), whichever tool protected it.\n\nExample: archivist disc repair /srv/discs/alice.iso") { Image, Output, ForceOption.Force };
        repair.SetAction(RepairAsync);
        return repair;
    }

    private static async Task<int> RepairAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RepairDiscRequest { Image = parsed.GetValue(Image)!, Output = parsed.GetValue(Output), MayReplace = parsed.GetValue(ForceOption.Force) };
        var result = await new RepairDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var (target, verdict, elapsed) = result;
        context.Output.Show(
            new DiscRepairedRecord("disc_repaired", target, verdict.DamagedSectors, verdict.CorrectableSectors, verdict.LostSectors, verdict.LostRows, elapsed.TotalSeconds),
            static json => json.DiscRepairedRecord,
            record => $"{(verdict.IsCorrectable ? "Repaired" : verdict.IsOnlyBehind ? "NOT FINISHED: the error correction is incomplete in" : "DATA IS LOST in")} {record.Image}: {Quantity.Count(record.DamagedSectors, "sector was", "sectors were")} wrong or missing, "
                + $"{Quantity.Count(record.CorrectedSectors, "was", "were")} corrected, {Quantity.Count(record.LostSectors, "is", "are")} lost, in {Quantity.Duration(elapsed)}");
        if (!verdict.IsCorrectable)
        {
            context.Output.Note(verdict.IsOnlyBehind
                ? $"  Nothing is known to be wrong with the image itself. Finish its error correction with 'archivist disc protect {target} --finish', or remove it with --strip."
                : "  Read the disc again in another drive, or use another copy of it.");
        }

        return ExitCode.Of(result.Verdict);
    }
}
