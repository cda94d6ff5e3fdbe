using System.Globalization;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Problems;

namespace Archivist.Messages.English;

/// <summary>English for what a check of a repository finds, and for what is doubtful about dates.</summary>
internal static class RepositoryFindings
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => FindPack(problem) ?? FindEntry(problem) ?? FindClock(problem);

    private static Message? FindPack(Problem problem) => problem switch
    {
        ObjectFaulty(var name, var cause) => new Message($"{name}: {CauseText.Of(cause)}"),
        PackSizeImpossible(var pack, var length) => new Message($"pack/{pack}: {length} bytes cannot be a pack"),
        PackHashWrong(var pack) => new Message($"pack/{pack}: its bytes do not match its name"),
        PackHeaderWrong(var pack, var length) => new Message(length is null ? $"pack/{pack}: its header is damaged" : $"pack/{pack}: its header claims {length} bytes"),
        PackBlobDamaged(var pack, var blob, var offset, var damage) => new Message($"pack/{pack}: blob {blob} at {offset} is damaged: {RepositoryMessages.Of(damage)}"),
        PackContradictsIndex(var pack) => new Message($"pack/{pack}: its header and its index disagree"),
        PackMissing(var pack) => new Message($"pack/{pack} is missing, but an index names it"),
        PackLengthWrong(var pack, var expected, var actual) => new Message($"pack/{pack} is {actual} bytes long, but its index accounts for {expected}"),
        PackUnindexed(var pack) => new Message($"pack/{pack}: no index names it; it only takes space"),
        PackMixed(var pack) => new Message($"pack/{pack} contains both data and trees"),
        PackIndexedRepeatedly(var pack, var indexes) => new Message($"pack/{pack}: {indexes} indexes name it"),
        IndexObsolete(var index, var by) => new Message($"{index} is obsolete, superseded by {by}"),
        BlobsDuplicated(var blobs, var bytes) => new Message($"{Quantity.Count(blobs, "blob is a duplicate", "blobs are duplicates")} and {(blobs == 1 ? "takes" : "take")} {Quantity.Bytes(bytes)}"),
        BlobsUnneeded(var blobs, var bytes) => new Message($"{Quantity.Count(blobs, "blob", "blobs")} of {Quantity.Bytes(bytes)} {(blobs == 1 ? "is" : "are")} needed by no snapshot"),
        _ => null,
    };

    private static Message? FindEntry(Problem problem) => problem switch
    {
        SnapshotBlobMissing(var snapshot, var type, var blob) => new Message($"snapshot/{snapshot} needs {RepositoryMessages.Of(type)} {blob}, which no index knows"),
        EntryContradictory(var snapshot, var tree, var name, var what) => new Message($"snapshot/{snapshot}: tree {tree}, entry '{name}': " + what switch
        {
            EntryContradiction.NameUnsafe => "its name would lead out of its directory",
            EntryContradiction.NameRepeated => "its directory has two entries of this name",
            EntryContradiction.DirectoryWithoutTree => "a directory without a tree",
            EntryContradiction.TreeOfOther => "a tree, although it is not a directory",
            _ => "content, although it is not a file",
        }),
        EntryTypeUnknown(var snapshot, var tree, var name, var type) => new Message($"snapshot/{snapshot}: tree {tree}, entry '{name}': its type is '{type}', which cannot be restored"),
        EntrySizeWrong(var snapshot, var tree, var name, var claimed, var actual) => new Message($"snapshot/{snapshot}: tree {tree}, entry '{name}': it claims {claimed} bytes, but its blobs have {actual}"),
        _ => null,
    };

    private static Message? FindClock(Problem problem) => problem switch
    {
        ClockBehindSnapshots(var now, var count) => new Message($"this machine's clock shows {now}, and {Snapshots(count)} dated later; those do not count, and stay"),
        SnapshotsDatedEarly(var count) => new Message($"{Snapshots(count)} dated before the snapshot that came before; those do not count, and stay"),
        SnapshotsDatedLate(var count) => new Message($"{Snapshots(count)} dated after a snapshot that came later; those do not count, and stay"),
        HistoryLeaps(var before, var after, var period) => new Message($"the history leaps from {before} to {after}, and less than {period} was seen since"),
        LatestUncertain doubt => new Message(Of(doubt), "Name the snapshot that is meant."),
        _ => null,
    };

    private static string Of(LatestUncertain doubt)
    {
        var text = new StringBuilder($"'latest' goes by date and is snapshot {Of(doubt.ByDate)}").Append(doubt.IsAhead ? ", after now by this machine's clock" : "");
        if (doubt.ByLedger is { } ledger)
            text.Append(CultureInfo.InvariantCulture, $"; by the ledger the newest is {Of(ledger)}");
        if (doubt.ByArrival is { } arrival)
            text.Append(CultureInfo.InvariantCulture, $"; by arrival it is {Of(arrival)}");
        return text.ToString();
    }

    private static string Of(DatedSnapshot snapshot) => string.Create(CultureInfo.InvariantCulture, $"{snapshot.Id.Value.Short} ({snapshot.Time:yyyy-MM-dd HH:mm:ss})");

    private static string Snapshots(int count) => count == 1 ? "1 snapshot is" : $"{count} snapshots are";
}
