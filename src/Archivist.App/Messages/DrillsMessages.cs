using Archivist.Drills;
using Archivist.Drills.Problems;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Recovery.Protocol;

namespace Archivist.App.Messages;

/// <summary>English for the problems of drills.</summary>
internal static class DrillsMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        MachineSilent(var silence) => new Message($"nothing happened for {Quantity.Duration(silence)}"),
        MachineOverdue(var limit) => new Message($"not done after {Quantity.Duration(limit)}"),
        MachineEnded(var how) => new Message(how switch
        {
            MachineEnd.BeforeOrder => "the machine ended before it took its order",
            MachineEnd.WithoutVerdict => "the machine switched itself off without a verdict",
            MachineEnd.KernelPanic => "the machine's kernel panicked",
            _ => throw new System.Diagnostics.UnreachableException(),
        }),
        DrillVerdict(_, var words, var nextStep) => new Message(words.TrimEnd('.'), nextStep is null ? null : nextStep.TrimEnd('.') + "."),
        DrillKeyRefused(RecoveryKey.Passphrase, _, var words) => new Message($"the passphrase of the keyring does not open the disc: {words.TrimEnd('.')}", "Find out which keys were in the keyring when the disc was made."),
        DrillKeyRefused(RecoveryKey.File, var name, var words) => new Message($"the key file {name} on a USB stick does not open the disc: {words.TrimEnd('.')}", "Find out which keys were in the keyring when the disc was made."),
        DrillKeyRefused(_, var name, var words) => new Message($"the shares '{name}' do not open the disc: {words.TrimEnd('.')}", "Find out which key they are of, and whether the disc has it."),
        DrillKeyUntried => new Message("everything came back, but what was given as the passphrase of the keyring is a password of the repository", "Give the passphrase that was added to the keyring."),
        DrillKeyNotGiven(DrillKeyKind.Stick) => new Message("no identity file for the stick is given", "Name one with --identity-file FILE, or write identity = \"FILE\" in [drill]."),
        DrillKeyNotGiven(var kind) => new Message($"no {kind.Word} are given for the drill", "Name files with --share FILE, one for each share, or write shares = [\"file:PATH\", …] in [drill]."),
        DrillFaultNeedsPassphrase(var kind) => new Message($"a drill with {kind.Word} has no passphrase that could be wrong", "Use --unlock password or --unlock passphrase with this fault; give a stranger's key to see one refused."),
        DrillInconclusive(var why, var lastStage, var log) =>
            new Message($"it did not come to a verdict: {CommandLineMessages.Instance.Of(why).Sentence} (last stage: {lastStage})", $"Read the machine's console in {log}."),
        DrillImageMissing(var path) => new Message($"{path}: no such image", "Build an image first."),
        FirmwareMissing(var path) => new Message($"{path}: no such firmware on this machine", "Run: apt-get install ovmf"),
        QemuRefused(var tool, var words) => new Message($"{tool}: refused to start the machine: {words ?? "it reported nothing"}"),
        QemuTooSlow(var tool, var patience) => new Message($"{tool}: did not start the machine within {Quantity.Duration(patience)}"),
        ConsoleEnded(var pattern) => new Message($"virtual machine: ended before its console showed '{pattern}'"),
        ConsoleSilent(var pattern, var patience) => new Message($"virtual machine: its console did not show '{pattern}' within {Quantity.Duration(patience)}"),
        SnapshotWithoutContent(var snapshot) => new Message($"snapshot {snapshot.Value.Short}: it holds no file with content", "Capture something first."),
        NeededPackNotOnImage(var image, var pack) => new Message($"{image}: pack/{pack} is not on it", "Build the disc again."),
        _ => null,
    };
}
