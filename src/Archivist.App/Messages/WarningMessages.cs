using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Reports.Runs;

namespace Archivist.App.Messages;

/// <summary>English for what an operation warns of and goes on.</summary>
internal static class WarningMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => CopyWarnings.Find(problem) ?? BucketWords.Find(problem) ?? DiscWarnings.Find(problem) ?? FindOther(problem);

    private static Message? FindOther(Problem problem) => problem switch
    {
        SettingsNotUsed(var reason) => new Message($"{Of(reason)}; this goes on without the settings"),
        RecordPassedOver(var reason) => new Message($"{Of(reason)}; it is passed over"),
        FirstRun(var repository) => new Message($"nothing of these settings was ever there: this first run creates the repository {repository}, its ledger and its copies"),
        PasswordWeak => new Message("the password is weak: anyone with a copy of the repository can try billions of them; several random words are better"),
        PasswordNotTypable => new Message("the password has characters that the keyboard of the recovery console cannot type (its layout is US, plain ASCII)", "Add a second password without them."),
        DrilledKeyNotCounted(var cause) => new Message($"the key opened the disc but not the repository, so the drill does not count as a test of it: {CommandLineMessages.Instance.Of(cause)}"),
        PasswordFileExposed(var path) => new Message($"password file {path} can be read by others; take that right away: chmod 600 {path}"),
        PasswordFileNotInspectable(var path, var cause) => new Message($"cannot see who may read password file {path}: {Of(cause)}"),
        SnapshotDatedAhead(var snapshot, var time) => new Message($"snapshot {snapshot.Value.Short} of these sources is dated {time}, after now: it stays 'latest' until it is removed"),
        ChosenTimeAhead(var time) => new Message($"the time {time} is after now: this snapshot will be 'latest' until then"),
        MountEntryDamaged(var path, var cause) => new Message($"{path}: {Of(cause)}"),
        ServedOpenly(var address, var path) => new Message($"{address}: whatever reaches this address can read {path}: NBD has no password and no encryption here"),
        ChangesMissed(var path, var count) => new Message(
            $"{path}{(count == 1 ? "" : $" and {count - 1} more")} had changed, and the kernel had not reported it: only the walk over everything found it",
            "Nothing is lost. Programs that write through memory maps, and other machines on a network file system, do that."),
        ChangesNotCaptured(var reason, var again) => new Message($"changes could not be captured: {Of(reason)}", $"They stay noted, and it is tried again in {Quantity.Duration(again)}."),
        DiskNotRemembered(var address, var cause) => new Message($"cannot record the dirty bitmaps of {address}: {Of(cause)}", "The next snapshot may have to read it in full."),
        DiskReadDaily(var address) => new Message($"{address} has no dirty bitmap that can be trusted: continuous capture reads it in full, once a day", "Set up a new bitmap: docs/operations/virtual-machines.md."),
        StepFailed(var part, var reason) => new Message(RunWords.Sentence(RunWords.Of(part), Of(reason))),
        PathsUnreadable(var count) => new Message($"{Quantity.Count(count, "path", "paths")} could not be read", "Run it as a user who may read them, or leave them out with excludes."),
        _ => null,
    };

    private static string Of(Problem problem) => CommandLineMessages.Instance.Of(problem).Sentence;

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);
}
