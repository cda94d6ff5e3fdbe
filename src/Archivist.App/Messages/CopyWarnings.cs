using System.Globalization;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for what an operation warns of about the repository and its copies, and goes on.</summary>
internal static class CopyWarnings
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
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

    private static string Of(Problem problem) => CommandLineMessages.Instance.Of(problem).Sentence;

    private static string Of(Cause cause) => CommandLineMessages.Instance.Of(cause);

    /// <summary>As "the repository and replica a", "replicas a, b and c".</summary>
    private static string CopiesOf(bool withRepository, IReadOnlyList<string> replicas)
    {
        var names = replicas.Count == 1 ? $"replica {replicas[0]}" : $"replicas {string.Join(", ", replicas.SkipLast(1))} and {replicas[^1]}";
        return withRepository ? $"the repository and {names}" : names;
    }
}
