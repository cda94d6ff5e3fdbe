using System.Globalization;
using Archivist.Discs.Problems;
using Archivist.Keys.Shares;
using Archivist.Messages.English;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Restore.Comparing;

namespace Archivist.Recovery.Program.Messages;

/// <summary>The recovery in English.</summary>
internal sealed class EnglishWords : IRecoveryWords
{
    /// <summary>The only instance.</summary>
    internal static EnglishWords Instance { get; } = new();

    /// <inheritdoc/>
    public string OtherLanguage => "Deutsch: d + Enter";

    /// <inheritdoc/>
    public string OtherLanguageKey => "d";

    /// <inheritdoc/>
    public string AskPassphrase => "Passphrase: ";

    /// <inheritdoc/>
    public string WrongPassphrase => "Wrong passphrase. Check Caps Lock and the keyboard layout, then try again.";

    /// <inheritdoc/>
    public string OtherKeys => "Shares on paper: s + Enter. Key file on a USB stick: plug the stick in, then Enter alone; elsewhere: its path (/...).";

    /// <inheritdoc/>
    public string OtherShares => "Shares on paper: s + Enter.";

    /// <inheritdoc/>
    public string SharesKey => "s";

    /// <inheritdoc/>
    public string NoKeyOnMedium => "No USB stick or further disc with a key file for this disc was found. Plug it in, wait a few seconds, and press Enter.";

    /// <inheritdoc/>
    public string AboutShares => "Type the words of one share after the other, row by row or all at once; they are not shown. Enter alone ends it.";

    /// <inheritdoc/>
    public string AskShare(int number, int word) => word == 1 ? $"Share {number}: " : $"Share {number}, from word {word}: ";

    /// <inheritdoc/>
    public string ShareGood(Share share, int given, ShareTally tally) => share.Set.GroupCount == 1
        ? $"This share is good: set '{share.Set.Words}', share number {share.Member + 1}. {given} of {share.MemberThreshold} needed shares are here."
        : $"This share is good: set '{share.Set.Words}', group {share.Group + 1}, share number {share.Member + 1}. {given} of {share.MemberThreshold} needed shares of this group are here, and {tally.Groups.Count(group => group.IsComplete)} of {share.Set.GroupThreshold} needed groups.";

    /// <inheritdoc/>
    public string AboutCopies => "Changes made after this disc can be fetched from a copy on the network.";

    /// <inheritdoc/>
    public string AskCopy => "Address of a copy (rest:http://...), or Enter for this disc alone: ";

    /// <inheritdoc/>
    public string AskTarget => "Which disk or partition to restore to (name), or a folder (/...): ";

    /// <inheritdoc/>
    public string Directory => "a folder";

    /// <inheritdoc/>
    public string KeepKey => "k";

    /// <inheritdoc/>
    public string EraseKey => "e";

    /// <inheritdoc/>
    public string DriveTaken =>
        "This machine runs from the disc in its drive, which has to stay there. Use another drive, or start the machine again and choose to copy the system to memory.";

    /// <inheritdoc/>
    public string WaitForDisc => "The disc is detected automatically; Enter checks at once. If it is not available, type skip: ";

    /// <inheritdoc/>
    public string WaitLonger => "Still waiting for the disc; Enter checks again, skip continues without it: ";

    /// <inheritdoc/>
    public string SkipWord => "skip";

    /// <inheritdoc/>
    public string AskSnapshot(int count) => $"Which snapshot, 1 to {count}, or Enter for the newest: ";

    /// <inheritdoc/>
    public string InUse(string device) => $"{device} is in use.";

    /// <inheritdoc/>
    public string AskKeepOrErase(string device) => $"Keep the file system on {device} and add to it (k), or ERASE {device} and make a new one (e)? ";

    /// <inheritdoc/>
    public string ConfirmErasing(string device, string description) => $"Everything on {device} ({description}) will be lost. Type its name to erase it: ";

    /// <inheritdoc/>
    public string Insert(DiscTitle disc, IReadOnlyList<string> drives) => $"Insert {DiscTitleText.Of(disc)} into {string.Join(" or ", drives)}.";

    /// <inheritdoc/>
    public Message Of(Problem problem) => Find(problem) ?? EnglishMessages.Instance.Of(problem);

    /// <inheritdoc/>
    public string Of(EntryDifference difference) => DifferenceText.Of(difference);

    /// <inheritdoc/>
    public string Of(Cause cause) => cause is Cause.Known(var problem) ? Of(problem).Sentence : CauseText.Of(cause);

    /// <inheritdoc/>
    public string Of(DrillEvent happened) => string.Create(CultureInfo.InvariantCulture, $"[{happened.Uptime,7:F2}] {Sentence(happened)}");

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NoSnapshotAnywhere => new Message("neither the disc nor a replica holds a snapshot", "Try another disc."),
        SnapshotNotHere =>
            new Message("the requested snapshot is neither on the disc nor on a replica", "Choose another snapshot, or connect the replica that has it."),
        NoRepositoryAtAddress => new Message("there is no repository at that address"),
        OtherRepositoryAtAddress => new Message("another repository is at that address"),
        PassphraseUnknown => new Message("the passphrase opens none of the disc's keys", "Look the passphrase up and start the recovery again."),
        KeyringNotOnDisc => new Message("the disc has no keyring, so neither a passphrase of one nor a key file opens it", "Add the key to the keyring, then build the disc again."),
        KeyMediaOpenNothing(var isAnyThere) => isAnyThere
            ? new Message("no key file on a USB stick opens the disc", "Use a key that was in the keyring when the disc was made.")
            : new Message("no key file was found on a USB stick", "Check that the stick holds an identity file, then start the recovery again."),
        SharesOpenNothing => new Message("the shares belong together, but open none of the disc's keys", "The disc was made before them, or their key was removed: try another disc, or the shares of another set."),
        TargetDiskMissing(var serial) => new Message($"this machine has no disk with the serial number {serial}"),
        TargetNotPrepared(var device, var tool, var code, var words) => new Message($"{device}: {tool} ended with {code}: {words}", "Choose another disk."),
        ConsoleGone => new Message("no console is left to ask"),
        NothingToAlter => new Message("no file was restored that could be altered"),
        EntriesNotRestored(_, var count) => new Message($"{Entries(count)} could not be restored", "Read them from another disc or replica."),
        EntriesDiffer(var count) =>
            new Message($"{Entries(count)} {(count == 1 ? "differs" : "differ")} from the snapshot after the restore", "Restore again, to another target if it happens twice."),
        NewestNotReached(var isSubstitute) => new Message(
            isSubstitute ? "the state on the disc is back, but the newest snapshot could not be reached" : "everything asked for is back, but a replica did not answer",
            "Connect the replica and restore again to get the changes since this disc."),
        EverythingRestored(var entries, var snapshot) => new Message($"all {entries} entries are back and compare equal to snapshot {snapshot.Value.Short}"),
        _ => null,
    };

    private static string Entries(int count) => count == 1 ? "1 entry" : $"{count} entries";

    private static string Sentence(DrillEvent happened) => happened switch
    {
        DrillEvent.Booted e => $"Archivist {e.Program} is running from {e.Medium}.",
        DrillEvent.ReplicaAnswered e => $"Replica {e.Replica} answers.",
        DrillEvent.PassedOver e => $"Damaged, and passed over: {e.Reason}.",
        DrillEvent.LatestDoubted e => $"Which snapshot is the newest is doubtful: {e.Reason}.",
        DrillEvent.ReplicaFailed e => $"Replica {e.Replica} cannot be used: {e.Reason}. Going on without it.",
        DrillEvent.KeyOpened { Key: RecoveryKey.Passphrase } => "Opened with the passphrase of the keyring.",
        DrillEvent.KeyOpened { Key: RecoveryKey.File } e => $"Opened with the key file {e.Name}.",
        DrillEvent.KeyOpened e => $"Opened with the shares '{e.Name}'.",
        DrillEvent.KeyRefused { Key: RecoveryKey.Passphrase } e => $"The passphrase of the keyring opens nothing: {e.Reason}.",
        DrillEvent.KeyRefused { Key: RecoveryKey.File } e => $"The key file {e.Name} opens nothing: {e.Reason}.",
        DrillEvent.KeyRefused e => $"The shares '{e.Name}' open nothing: {e.Reason}.",
        DrillEvent.Unlocked e => $"Unlocked; {e.Snapshots} {(e.Snapshots == 1 ? "snapshot" : "snapshots")}.",
        DrillEvent.SnapshotChosen e => $"Restoring snapshot {e.Snapshot} of {e.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        DrillEvent.TargetReady e => $"Target {e.Device} is ready.",
        DrillEvent.FirstFile => "The first file is back.",
        DrillEvent.Progress e => $"{e.Files} files, {e.Bytes} bytes so far.",
        DrillEvent.Restored e => $"Restored {e.Files} files, {e.Bytes} bytes; {e.BytesFromDisc} bytes came from the disc and {e.BytesFromNetwork} over the network.",
        DrillEvent.DifferenceFound e => $"Differs: {e.Path}: {e.What}",
        DrillEvent.Verdict { Failure: Failure.None } e => $"Done: {e.Message}.",
        DrillEvent.Verdict e => $"Failed ({ExitCode.Of(e.Failure)}): {e.Message}.{(e.Hint is { } hint ? $" {hint}" : "")}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
