using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Drills;
using Archivist.Drills.Machines;
using Archivist.Operations.Drilling;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Recovery.Protocol;
using Archivist.Reports.Runs;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist drill run</c></summary>
internal static class DrillCommand
{
    private static readonly Argument<string?> Image = new("image") { Description = "Image to boot [newest]", DefaultValueFactory = _ => null };
    private static readonly Option<string> Firmware = new("--firmware") { Description = "Firmware of the virtual machine.", DefaultValueFactory = _ => "bios" };
    private static readonly Option<string> Medium = new("--medium") { Description = "How the image is attached.", DefaultValueFactory = _ => "disc" };
    private static readonly Option<string> Fault = new("--fault") { Description = "Fault to inject, to see that the drill detects it.", DefaultValueFactory = _ => "none" };
    private static readonly Option<string?> Replica = new("--replica") { Description = "Replica that the machine can reach.", HelpName = "name" };

    private static readonly Option<string?> Unlock = new("--unlock") { Description = "Key that opens the disc: password, passphrase, stick or shares [settings]", HelpName = "key" };
    private static readonly Option<string?> PassphraseFile = new("--passphrase-file") { Description = "File with the passphrase of the keyring [settings, or ask]", HelpName = "file" };
    private static readonly Option<string?> IdentityFile = new("--identity-file") { Description = "Age identity file to put on a USB stick of the machine [settings]", HelpName = "file" };
    private static readonly Option<string[]> Shares = new("--share") { Description = "File with the words of a share (repeatable) [settings]", HelpName = "file" };

    /// <summary>The option that gives the key of a kind.</summary>
    private static readonly (Option Option, DrillKeyKind Kind)[] Keys = [(PassphraseFile, DrillKeyKind.Passphrase), (IdentityFile, DrillKeyKind.Stick), (Shares, DrillKeyKind.Shares)];

    internal static Command Create()
    {
        Unlock.AcceptOnlyFromAmong([.. DrillKeyKinds.Words]);
        Firmware.AcceptOnlyFromAmong([.. FirmwareWords.All]);
        Medium.AcceptOnlyFromAmong("disc", "usb");
        Fault.AcceptOnlyFromAmong([.. Enum.GetValues<DrillFault>().Select(fault => fault.Word)]);
        var run = new Command("run", "Boot an image in a virtual machine and rebuild everything from disc and delta.\n\nExample: archivist drill run --firmware secure-boot")
        {
            Image, Firmware, Medium, Fault, Replica, Unlock, PassphraseFile, IdentityFile, Shares,
        };
        run.SetAction(RunAsync);
        return new Command("drill", "Run a recovery drill.") { run };
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RunDrillRequest
        {
            Archive = parsed.Access(),
            Image = parsed.GetValue(Image),
            Firmware = Platform.Firmware.Find(parsed.GetValue(Firmware)!) ?? Platform.Firmware.Bios,
            Medium = parsed.GetValue(Medium) == "usb" ? MediumAttachment.UsbStick : MediumAttachment.Disc,
            Fault = Enum.GetValues<DrillFault>().First(candidate => candidate.Word == parsed.GetValue(Fault)),
            Replica = parsed.GetValue(Replica),
            Unlock = await UnlockOfAsync(parsed, cancellationToken),
        };
        var result = await new RunDrillOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Report(context, result.Image, request.Firmware.Word, result.Drill, result.Key);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<DrillUnlock> UnlockOfAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var kind = parsed.GetValue(Unlock) is { } word ? DrillKeyKinds.Find(word) : null;
        foreach (var (option, of) in Keys)
        {
            if (parsed.GetResult(option) is { Implicit: false } && kind != of)
                throw CommandLineProblem.Usage($"{option.Name} is for --unlock {of.Word}", $"Add --unlock {of.Word}, or leave {option.Name} out.");
        }

        return new DrillUnlock
        {
            Kind = kind,
            PassphraseFile = parsed.GetValue(PassphraseFile),
            IdentityFile = parsed.GetValue(IdentityFile),
            Shares = await GivenShares.ReadFilesAsync(parsed.GetValue(Shares) ?? [], cancellationToken),
        };
    }

    private static void Report(CommandContext context, string image, string firmware, RecoveryDrillResult result, DrillKeyReport key)
    {
        var (sentence, nextStep) = context.Environment.Messages.Of(result.Problem);
        foreach (var difference in result.DifferenceExamples)
            context.Output.Warn(difference);
        context.Output.Show(
            new DrillRecord(
                "drill", image, firmware, key.Unlock, key.HasOpened, key.Name, key.Kind, key.Fingerprints, result.Fault.Word, result.Failure is Failure.None, ExitCode.Of(result.Failure), sentence,
                result.IsAsExpected, result.Snapshot, result.ToBoot?.TotalSeconds, result.ToFirstFile?.TotalSeconds, result.ToRestored?.TotalSeconds,
                result.Duration.TotalSeconds, result.Entries, result.Bytes, result.BytesFromDisc, result.BytesFromNet, result.FilesCompared,
                result.Differences, result.ConsoleLog),
            static json => json.DrillRecord,
            record => $"Drill {(record.Passed ? "PASSED" : "FAILED")} on {record.Firmware}: {record.Sentence}.\n"
                + $"  {(record.Unlocked ? "opened" : "not opened")} with {RunWords.Of(key)}\n"
                + $"  boot {Seconds(record.SecondsToBoot)}, first file {Seconds(record.SecondsToFirstFile)}, restored {Seconds(record.SecondsToRestored)}, all {Seconds(record.Seconds)}\n"
                + $"  {Quantity.Bytes(record.BytesFromDisc)} from the disc, {Quantity.Bytes(record.BytesFromNet)} over the net; {Quantity.Count(record.FilesCompared, "file", "files")} compared, {record.Differences} differences"
                + (result.Fault is DrillFault.None ? "" : $"\n  The fault was made on purpose and {(record.AsExpected ? "noticed as it must be" : "NOT noticed as it must be")}."));
        if (result.Failure is not Failure.None && nextStep is { } hint)
            context.Output.Note("  " + hint);
    }

    private static string Seconds(double? seconds) => seconds is { } known ? Quantity.Duration(TimeSpan.FromSeconds(known)) : "not reached";
}
