using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Discs.Burning;
using Archivist.Operations.Discs.Burning;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Crypto;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc burn</c></summary>
internal static class DiscBurnCommand
{
    private static readonly Argument<string> Image = new("image") { Description = "Image to burn." };
    private static readonly Option<string> Device = new("--device", "-d")
    {
        Description = "Target: drive (/dev/sr0; Windows: E:), USB disk (/dev/sdb) or file.",
        HelpName = "place",
        Required = true,
    };
    private static readonly Option<string?> Sha256 = new("--sha256") { Description = "Expected SHA-256 of the image.", HelpName = "hex" };
    private static readonly Option<double?> Speed = new("--speed") { Description = "Speed as a multiple of the medium's basic speed [fastest]", HelpName = "x" };
    private static readonly Option<bool> Simulate = new("--simulate") { Description = "Simulate with the laser off (CD-R, CD-RW, DVD-R and DVD-RW only)." };
    private static readonly Option<string?> Defects = new("--defect-management") { Description = "Defect management with spare sectors: on or off (BD and DVD-RAM).", HelpName = "on|off" };
    private static readonly Option<bool> Overwrite = new(ForceOption.Flag, "--overwrite") { Description = "Overwrite a rewritable disc or a file that is not empty." };
    private static readonly Option<bool> Eject = new("--eject") { Description = "Eject the disc when done." };
    private static readonly Option<bool> NoLedger = new("--no-ledger") { Description = "Record nothing in the ledger (no settings file needed)." };

    internal static Command Create()
    {
        var command = new Command("burn", "Burn an image, verify the disc, and record it in the ledger. Needs no password.\n\nExample: archivist disc burn /srv/discs/alice.iso --device /dev/sr0")
        {
            Image, Device, Sha256, Speed, Simulate, Defects, Overwrite, DeviceConfirmation.BuiltIn, DeviceConfirmation.Confirm, Eject, NoLedger,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new BurnDiscRequest
        {
            Archive = parsed.Access(),
            Image = parsed.GetValue(Image)!,
            Device = parsed.GetValue(Device)!,
            Expected = ParseDigest(parsed.GetValue(Sha256)),
            Speed = parsed.GetValue(Speed),
            IsSimulation = parsed.GetValue(Simulate),
            DefectManagement = ParseDefects(parsed.GetValue(Defects)),
            MayOverwrite = parsed.GetValue(Overwrite),
            MayBeBuiltIn = parsed.GetValue(DeviceConfirmation.BuiltIn),
            Confirmed = parsed.GetValue(DeviceConfirmation.Confirm),
            Ejects = parsed.GetValue(Eject),
            WithoutRecords = parsed.GetValue(NoLedger),
        };
        var result = await new BurnDiscOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context, request.Device, result.Image.Sha256, result.Image.Length, result.Burn, result.Elapsed);
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(CommandContext context, string device, Digest sha256, long length, BurnResult result, TimeSpan elapsed)
    {
        var cause = result.Problem is { } problem ? context.Environment.Messages.Of(problem).Sentence : null;
        var record = new DiscBurnedRecord(
            "disc_burned", device, result.Medium.Kind, Word(result.Outcome), cause, result.IsCoaster, length, sha256.ToString(), result.WriteTime.TotalSeconds,
            [.. result.ReadBack?.Regions.Select(region => new ReadRegionRecord(region.Offset, region.Length, region.UnreadableBytes, Math.Round(region.BytesPerSecond))) ?? []],
            elapsed.TotalSeconds);
        context.Output.Show(record, static json => json.DiscBurnedRecord, _ => Sentence(device, length, result, cause, elapsed));
        if (result.ReadBack is { } read)
            context.Output.Note($"  Read back at {Quantity.Rate(length, read.Elapsed)}; slowest at {Place(read.Slowest, length)}: {Quantity.Rate(read.Slowest.Length, read.Slowest.Elapsed)}.");
        if (result.IsCoaster)
            context.Output.Note("  Mark this disc as spoiled, and run the same command with a blank one: it becomes the same volume.");
    }

    private static string Sentence(string device, long length, BurnResult result, string? cause, TimeSpan elapsed) => result.Outcome switch
    {
        BurnOutcome.Good => $"Good: {Quantity.Bytes(length)} on {result.Medium.Kind} in {device}, read back and identical, in {Quantity.Duration(elapsed)}",
        BurnOutcome.Simulated => $"Simulated: {Quantity.Bytes(length)} would have been burned on {result.Medium.Kind} in {device}, in {Quantity.Duration(elapsed)}",
        _ => $"FAILED: the {result.Medium.Kind} in {device} {(result.IsCoaster ? "is spoiled" : "is not good")}: {cause}",
    };

    private static string Place(ReadRegion region, long length) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * region.Offset / length:0} %");

    private static string Word(BurnOutcome outcome) => outcome switch
    {
        BurnOutcome.Good => "good",
        BurnOutcome.Simulated => "simulated",
        BurnOutcome.WriteFailed => "write-failed",
        _ => "read-back-failed",
    };

    private static Digest? ParseDigest(string? text) => text is null ? null
        : Digest.TryParse(text, null, out var digest) ? digest
        : throw CommandLineProblem.Usage($"--sha256 {text}: it is not a SHA-256", "Give 64 hexadecimal digits.");

    private static DefectManagement ParseDefects(string? text) => text switch
    {
        null => DefectManagement.AsIs,
        "on" => DefectManagement.On,
        "off" => DefectManagement.Off,
        _ => throw CommandLineProblem.Usage($"--defect-management {text}: it is neither on nor off", "Give on or off."),
    };
}
