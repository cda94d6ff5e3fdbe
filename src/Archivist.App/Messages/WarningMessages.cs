using System.Globalization;
using Archivist.Messages.English;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Reports.Runs;

namespace Archivist.App.Messages;

/// <summary>English for what an operation warns of and goes on.</summary>
internal static class WarningMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => FindGeneral(problem) ?? BucketWords.Find(problem) ?? FindDisc(problem);

    private static Message? FindGeneral(Problem problem) => problem switch
    {
        SettingsNotUsed(var reason) => new Message($"{Of(reason)}; this goes on without the settings"),
        RecordPassedOver(var reason) => new Message($"{Of(reason)}; it is passed over"),
        RepositoryStoodIn(var replica, var reason) => new Message($"{Of(reason)}; replicas are filled from replica {replica}"),
        ReplicaWaits(var replica, var since) => new Message(
            $"replica {replica} waits: metered network{(since is { } at ? string.Create(CultureInfo.InvariantCulture, $", since {at.ToLocalTime():yyyy-MM-dd HH:mm}") : "")}",
            "It is filled by the next run on another network."),
        PlaceUnreachable(var place, var cause) => new Message($"{place}: it cannot be reached: {Of(cause)}"),
        OtherRepositoryElsewhere(var place) => new Message($"{place}: it is not read from: another repository is there than on the discs"),
        OtherRepositoryInCopy(var place) => new Message($"replica {place}: it is not read from: it holds another repository", "Correct its url in archivist.toml."),
        ReadingFromOthers(var place, var cause, var others) => new Message($"{place}: it cannot be opened: {Of(cause)}; reading from {string.Join(", ", others)} instead"),
        CopyGaveWrongBytes(var place, var count) => new Message(
            $"{place}: {Quantity.Count(count, "answer was", "answers were")} damaged; another copy was read instead",
            place == "repository" ? "Check it: archivist check --read-data." : $"Audit it: archivist audit {place} --sweep."),
        CopiesLieTogether(var withRepository, var replicas, var ground) => new Message(
            $"{CopiesOf(withRepository, replicas)} {OperationsMessages.Of(ground)}"),
        PlaceRecordIgnored(var replica, var cause) => new Message($"replica {replica}: {Of(cause)}; the copy that is there is taken for the one that was"),
        PlaceNotRemembered(var address, var cause) => new Message($"cannot remember that a copy is at {address}: {Of(cause)}"),
        PlaceNotAsExpected(var replica, var address, var reason) => new Message($"looked at {NoticeWords.Place(replica)}, {address}: {Of(reason)}"),
        FirstRun(var repository) => new Message($"nothing of these settings was ever there: this first run creates the repository {repository}, its ledger and its copies"),
        PasswordWeak => new Message("the password is weak: anyone with a copy of the repository can try billions of them; several random words are better"),
        PasswordNotTypable => new Message("the password has characters that the keyboard of the recovery console cannot type (its layout is US, plain ASCII)", "Add a second password without them."),
        DrilledKeyNotCounted(var cause) => new Message($"the key opened the disc but not the repository, so the drill is no test of it: {CommandLineMessages.Instance.Of(cause)}"),
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
        ProbeNotRemoved(var replica, var left) => new Message($"replica {replica}: {left} of this test could not be removed", "Remove it there with an account that may: archivist unlock --remove-all."),
        AuditCostLimited(var replica, var objects, var bytes, var ranges) => new Message(
            $"replica {replica}: the limit of the cost leaves {Quantity.Count(objects, "object", "objects")} ({Quantity.Bytes(bytes)}) and {Quantity.Count(ranges, "random range", "random ranges")} that are due for later audits",
            "Raise the limit if that goes on."),
        RepositoryNotCompared(var location, var cause) => new Message($"{location}: {Of(cause)}; replicas are compared with what was seen on them before"),
        ReplicaBelowPolicy(var good, var wanted, var rules) => new Message(
            $"below the placement policy: {Quantity.Count(good, "good copy", "good copies")} of {wanted}; not met: {string.Join(", ", rules)}", "Audit, repair or add replicas."),
        PacksVanished(var location, var packs, var count) => new Message(
            $"{location}: {Quantity.Count(count, "pack that must be there by the ledger is", "packs that must be there by the ledger are")} missing{(packs.Count > 0 ? $", first {packs[0].Value.Short}" : "")}, and no prune or repair removed {(count == 1 ? "it" : "them")}",
            "Bring them back from a replica."),
        SnapshotsVanished(var snapshots) => new Message(
            $"{Quantity.Count(snapshots.Count, "snapshot of the ledger is", "snapshots of the ledger are")} not in the repository, and no entry says that {(snapshots.Count == 1 ? "it was" : "they were")} removed: {string.Join(", ", snapshots.Take(5).Select(snapshot => snapshot.Value.Short))}{(snapshots.Count > 5 ? " …" : "")}",
            "Find out who or what removed them."),
        ObjectsLost(var objects) => new Message(
            $"{Quantity.Count(objects.Count, "object has", "objects have")} no good copy in the repository or on any replica that answers, first {objects[0]}", "Look for a disc that has them."),
        PolicyNotMet(var rules) => new Message(string.Join(", ", rules.Select(rule => $"{rule.Counted} of {rule.Wanted} {rule.Name}")), "Add replicas at other places, or correct the policy in archivist.toml."),
        _ => null,
    };

    private static Message? FindDisc(Problem problem) => problem switch
    {
        PlaceLeftOut(var place, var reason) => new Message($"{place}: it is left out: {(reason is null ? "there is nothing in it that can be read" : Of(reason))}"),
        CatalogueNotUsed(var cause) => new Message($"the catalogue of discs is not used: {Of(cause)}"),
        DamageWorkedAround(var finding) => new Message(Of(finding)),
        DiscNotCatalogued(var disc) => new Message($"disc {disc}: it is not in this machine's catalogue, so its burn is only in the ledger"),
        DiscClaimsOther(var named, var own) => new Message($"disc {named}: the disc says itself that it is {own}, so its reading is noted for that one"),
        SourceUnavailable(var source, var reason) => new Message(Of(reason) is var sentence && sentence.Contains(source, StringComparison.Ordinal) ? sentence : $"{source}: {sentence}"),
        SourceObjectsDamaged(var source, var count, var first) => new Message($"{source}: {Quantity.Count(count, "object", "objects")} unreadable or damaged there, the first is {first}"),
        PlannedWithoutKey(var reason) => new Message($"{Of(reason)}. Without the key it is unknown which packs a snapshot needs: they are ordered by age"),
        NewestOnDiscDisputed(var snapshot, var time, var latest, var latestTime) => new Message(
            $"the disc is of snapshot {snapshot.Short} ({time:yyyy-MM-dd HH:mm:ss}), the last that the ledger noted; one before it is dated later: 'latest' on the disc may mean {latest.Short} ({latestTime:yyyy-MM-dd HH:mm:ss}), so name the one that is meant, such as 'restore {snapshot.Short}'"),
        FileChangedWhileMastered(var path) => new Message($"{path}: was changed while the image was written, so its content may be of no one moment"),
        MasterSourceUnreadable(var path) => new Message($"{path}: cannot be read"),
        OutputInsideSource(var path) => new Message($"{path}: lies in a directory that the image contains; it is left out itself, but an image of another name would contain it"),
        EarlierImagesContained(var count, var first) => new Message($"the image contains {Quantity.Count(count, "earlier image", "earlier images")} that lie beside it, such as {first}; you may want to exclude them"),
        RepositoryContained(var path) => new Message(
            $"{(path.Length == 0 ? "the root" : path)}: is a repository, whose files may change while the image is written; building a disc of the archive puts a repository on a disc safely"),
        NamesDifferInCase(var count, var first) => new Message(
            $"{Quantity.Count(count, "name differs", "names differ")} from another in case only, such as {first}; Windows opens only one of such files (in Joliet they are named apart)"),
        NamesClosedToWindows(var count, var first) => new Message($"{Quantity.Count(count, "name", "names")} cannot be opened by Windows, such as {first} (in Joliet they have others)"),
        BuiltDiscDamaged(var disc, var finding) => new Message($"the image {(disc is null ? "" : $"of {DiscTitleText.Of(disc)} ")}is damaged: {Of(finding)}", "Build it again on another disk."),
        _ => null,
    };

    private static string Of(Problem problem) => CommandLineMessages.Instance.Of(problem).Sentence;

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);

    /// <summary>As "the repository and replica a", "replicas a, b and c".</summary>
    private static string CopiesOf(bool withRepository, IReadOnlyList<string> replicas)
    {
        var names = replicas.Count == 1 ? $"replica {replicas[0]}" : $"replicas {string.Join(", ", replicas.SkipLast(1))} and {replicas[^1]}";
        return withRepository ? $"the repository and {names}" : names;
    }
}
