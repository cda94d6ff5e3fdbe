using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Correction.Rs03;
using Archivist.Operations.Discs.Protecting;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc protect</c></summary>
internal static class DiscProtectCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "Image file." };
    private static readonly Option<string?> Medium = new("--medium") { Description = "Medium to fill: cd, dvd, dvd-dl, bd25, bd50, bd100, bd128 [smallest that does]", HelpName = "name" };
    private static readonly Option<long?> Sectors = new("--sectors") { Description = "Size of any other medium, in sectors of 2048 bytes.", HelpName = "n" };
    private static readonly Option<int?> Redundancy = new("--redundancy") { Description = "Parity in percent of the image instead, 4 to 200.", HelpName = "percent" };
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Protected copy to write, leaving the image unchanged.", HelpName = "file" };

    private static readonly Option<bool> Strip = new("--strip") { Description = "Remove the error correction instead, complete or not." };

    private static readonly Option<bool> Finish = new("--finish") { Description = "Complete error correction that was interrupted." };

    internal static Command Create()
    {
        var protect = new Command("protect", "Add error correction (RS03) to an image, which dvdisaster reads as well.\n\nExample: archivist disc protect /srv/discs/alice.iso --medium dvd")
        {
            Image, Medium, Sectors, Redundancy, Output, Strip, Finish, ForceOption.Force,
        };
        protect.SetAction(ProtectAsync);
        return protect;
    }

    private static async Task<int> ProtectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ProtectDiscRequest
        {
            Image = parsed.GetValue(Image)!,
            Output = parsed.GetValue(Output),
            Action = ReadAction(parsed),
            MediumSectors = ReadSectors(parsed),
            RedundancyPercent = parsed.GetValue(Redundancy),
            MayReplace = parsed.GetValue(ForceOption.Force),
        };
        var result = await new ProtectDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var layout = result.Layout;
        if (request.Action is ProtectionAction.Strip)
        {
            context.Output.Show(
                new DiscProtectedRecord("disc_stripped", result.Image, layout.DataBytes, layout.DataBytes, 0, 0, result.Elapsed.TotalSeconds),
                static json => json.DiscProtectedRecord,
                record => $"Removed the error correction of {record.Image}: {Quantity.Bytes(record.Bytes)} are left, in {Quantity.Duration(result.Elapsed)}");
        }
        else
        {
            context.Output.Show(
                new DiscProtectedRecord("disc_protected", result.Image, layout.DataBytes, layout.TotalBytes, layout.Roots, Math.Round(layout.RedundancyPercent, 1), result.Elapsed.TotalSeconds),
                static json => json.DiscProtectedRecord,
                record => string.Create(
                    CultureInfo.InvariantCulture,
                    $"Protected {record.Image}: {Quantity.Bytes(record.Bytes)}, {record.Roots} of 255 sectors of each row may be lost, in {Quantity.Duration(result.Elapsed)}"));
        }

        return ExitCode.Of(result.Verdict);
    }

    private static ProtectionAction ReadAction(ParseResult parsed)
    {
        var (strips, finishes) = (parsed.GetValue(Strip), parsed.GetValue(Finish));
        if (strips && finishes)
            throw CommandLineProblem.Usage("--strip cannot be used with --finish", "Give one of them.");
        if ((strips || finishes) && parsed.GetValue(Output) is not null)
            throw CommandLineProblem.Usage($"{(strips ? "--strip" : "--finish")} cannot be used with --output", "Copy the image first.");
        return strips ? ProtectionAction.Strip : finishes ? ProtectionAction.Finish : ProtectionAction.Add;
    }

    private static long? ReadSectors(ParseResult parsed)
    {
        var (medium, sectors, redundancy) = (parsed.GetValue(Medium), parsed.GetValue(Sectors), parsed.GetValue(Redundancy));
        if ((medium is null ? 0 : 1) + (sectors is null ? 0 : 1) + (redundancy is null ? 0 : 1) > 1)
            throw CommandLineProblem.Usage("disc protect: more than one size is given", "Give one of --medium, --sectors and --redundancy.");
        if (redundancy is < 4 or > 200)
            throw CommandLineProblem.Usage($"--redundancy {redundancy}: it is not from 4 to 200", "Give percent of the image, such as 25.");
        return medium is null ? sectors
            : MediumCapacity.Find(medium) ?? throw CommandLineProblem.Usage($"--medium {medium}: it is not a known medium", $"Use {string.Join(", ", MediumCapacity.All.Select(known => known.Key))}, or give its size with --sectors.");
    }
}
