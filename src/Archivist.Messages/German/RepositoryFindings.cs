using System.Globalization;
using System.Text;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Problems;

namespace Archivist.Messages.German;

/// <summary>German for what a check of a repository finds, and for what is doubtful about dates.</summary>
internal static class RepositoryFindings
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => FindPack(problem) ?? FindEntry(problem) ?? FindClock(problem);

    private static Message? FindPack(Problem problem) => problem switch
    {
        ObjectFaulty(var name, var cause) => new Message($"{name}: {CauseText.Of(cause)}"),
        PackSizeImpossible(var pack, var length) => new Message($"pack/{pack}: {length} Bytes können kein Paket sein"),
        PackHashWrong(var pack) => new Message($"pack/{pack}: Der Inhalt passt nicht zum Namen"),
        PackHeaderWrong(var pack, var length) => new Message(length is null ? $"pack/{pack}: Der Kopf ist beschädigt" : $"pack/{pack}: Der Kopf gibt {length} Bytes an"),
        PackBlobDamaged(var pack, var blob, var offset, var damage) => new Message($"pack/{pack}: Datenblock {blob} bei {offset} ist beschädigt: {RepositoryMessages.Of(damage)}"),
        PackContradictsIndex(var pack) => new Message($"pack/{pack}: Kopf und Index widersprechen sich"),
        PackMissing(var pack) => new Message($"pack/{pack} fehlt, obwohl es in einem Index steht"),
        PackLengthWrong(var pack, var expected, var actual) => new Message($"pack/{pack} ist {actual} Bytes lang, im Index stehen {expected}"),
        PackUnindexed(var pack) => new Message($"pack/{pack} steht in keinem Index; es kostet nur Platz"),
        PackMixed(var pack) => new Message($"pack/{pack} enthält Dateiinhalte und Ordner gemischt"),
        PackIndexedRepeatedly(var pack, var indexes) => new Message($"pack/{pack} steht in {indexes} Indexen"),
        IndexObsolete(var index, var by) => new Message($"{index} ist veraltet und durch {by} ersetzt"),
        BlobsDuplicated(var blobs, var bytes) => new Message($"{(blobs == 1 ? "1 Datenblock ist" : $"{blobs} Datenblöcke sind")} doppelt vorhanden und {(blobs == 1 ? "belegt" : "belegen")} {Quantity.Bytes(bytes)}"),
        BlobsUnneeded(var blobs, var bytes) => new Message($"{(blobs == 1 ? "1 Datenblock" : $"{blobs} Datenblöcke")} mit {Quantity.Bytes(bytes)} {(blobs == 1 ? "wird" : "werden")} von keinem Snapshot gebraucht"),
        _ => null,
    };

    private static Message? FindEntry(Problem problem) => problem switch
    {
        SnapshotBlobMissing(var snapshot, var type, var blob) => new Message($"snapshot/{snapshot} braucht {RepositoryMessages.Of(type)} {blob}, steht aber in keinem Index"),
        EntryContradictory(var snapshot, var tree, var name, var what) => new Message($"snapshot/{snapshot}: Baum {tree}, Eintrag '{name}': " + what switch
        {
            EntryContradiction.NameUnsafe => "Der Name würde aus dem Ordner hinausführen",
            EntryContradiction.NameRepeated => "Der Ordner hat zwei Einträge mit diesem Namen",
            EntryContradiction.DirectoryWithoutTree => "Ein Ordner ohne Baum",
            EntryContradiction.TreeOfOther => "Ein Baum, obwohl es kein Ordner ist",
            _ => "Inhalt, obwohl es keine Datei ist",
        }),
        EntryTypeUnknown(var snapshot, var tree, var name, var type) => new Message($"snapshot/{snapshot}: Baum {tree}, Eintrag '{name}': Der Typ '{type}' kann nicht wiederhergestellt werden"),
        EntrySizeWrong(var snapshot, var tree, var name, var claimed, var actual) => new Message($"snapshot/{snapshot}: Baum {tree}, Eintrag '{name}': Es sollen {claimed} Bytes sein, die Datenblöcke haben aber {actual}"),
        _ => null,
    };

    private static Message? FindClock(Problem problem) => problem switch
    {
        ClockBehindSnapshots(var now, var count) => new Message($"Die Uhr dieses Rechners zeigt {now}, und {Snapshots(count)} später datiert; sie zählen nicht mit und bleiben erhalten"),
        SnapshotsDatedEarly(var count) => new Message($"{Snapshots(count)} vor dem Snapshot datiert, auf dem sie aufbauen; sie zählen nicht mit und bleiben erhalten"),
        SnapshotsDatedLate(var count) => new Message($"{Snapshots(count)} nach einem Snapshot datiert, der später kam; sie zählen nicht mit und bleiben erhalten"),
        HistoryLeaps(var before, var after, var period) => new Message($"Der Verlauf springt von {before} auf {after}, und seither ist weniger als {period} vergangen"),
        LatestUncertain doubt => new Message(Of(doubt), "Nennen Sie den gemeinten Snapshot."),
        _ => null,
    };

    private static string Of(LatestUncertain doubt)
    {
        var text = new StringBuilder($"'latest' richtet sich nach dem Datum und ist Snapshot {Of(doubt.ByDate)}").Append(doubt.IsAhead ? ", nach der Uhr dieses Rechners in der Zukunft" : "");
        if (doubt.ByLedger is { } ledger)
            text.Append(CultureInfo.InvariantCulture, $"; nach dem Protokoll ist {Of(ledger)} der neueste");
        if (doubt.ByArrival is { } arrival)
            text.Append(CultureInfo.InvariantCulture, $"; nach der Reihenfolge des Eintreffens {Of(arrival)}");
        return text.ToString();
    }

    private static string Of(DatedSnapshot snapshot) => string.Create(CultureInfo.InvariantCulture, $"{snapshot.Id.Value.Short} ({snapshot.Time:yyyy-MM-dd HH:mm:ss})");

    private static string Snapshots(int count) => count == 1 ? "1 Snapshot ist" : $"{count} Snapshots sind";
}
