using System.Globalization;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of the repository.</summary>
internal static class RepositoryMessages
{
    private const string Elsewhere = "Versuchen Sie es mit einer anderen Disc oder Kopie.";

    private const string Repair = "Prüfen Sie das Repository, und reparieren Sie es aus einer anderen Kopie.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOpening(problem) ?? FindDamage(problem) ?? FindPruning(problem) ?? FindLock(problem) ?? RepositoryFindings.Find(problem);

    private static Message? FindOpening(Problem problem) => problem switch
    {
        RepositoryNotFound(var location) => new Message($"{location}: Hier ist kein Repository", "Prüfen Sie den Pfad."),
        RepositoryExists(var location) => new Message($"{location}: Hier ist bereits ein Repository", "Wählen Sie einen anderen Ort, oder verwenden Sie dieses Repository."),
        ConfigLost(var location, var found) => new Message(
            $"{location}: Die Datei config des Repositorys fehlt, obwohl {found} vorhanden ist", "Kopieren Sie die Datei config aus einer Kopie oder von einer Disc, oder wählen Sie einen leeren Ort."),
        RepositoryWithoutKeys(var location) => new Message($"{location}: Das Repository hat keine Schlüssel", "Kopieren Sie den Ordner keys aus einer Kopie oder von einer Disc."),
        PasswordWrong(var location) => new Message($"{location}: Das Passwort öffnet keinen Schlüssel des Repositorys", "Prüfen Sie das Passwort, und versuchen Sie es noch einmal."),
        PasswordEmpty => new Message("Das neue Passwort ist leer", "Wählen Sie eine Passphrase aus mehreren Wörtern."),
        SnapshotNotFound(var reference, var location) => new Message($"Snapshot '{reference}' wurde{(location is null ? "" : $" in {location}")} nicht gefunden", "Vergleichen Sie die Kennung mit der Liste der Snapshots."),
        SnapshotAmbiguous(var reference, var count) => new Message($"Snapshot '{reference}' ist nicht eindeutig: {count} Kennungen beginnen so", "Geben Sie mehr Stellen der Kennung an."),
        KeyNotFound(var reference) => new Message($"Schlüssel '{reference}' wurde nicht gefunden", "Vergleichen Sie die Kennung mit der Liste der Schlüssel."),
        KeyAmbiguous(var reference, var count) => new Message($"Schlüssel '{reference}' ist nicht eindeutig: {count} Kennungen beginnen so", "Geben Sie mehr Stellen der Kennung an."),
        KeyInUse(var key) => new Message($"Mit Schlüssel {key.Short} wurde das Repository geöffnet; er kann nicht entfernt werden", "Öffnen Sie das Repository mit einem anderen Passwort, um diesen Schlüssel zu entfernen."),
        PathNotInSnapshot(var path, var snapshot) => new Message($"{path} ist nicht im Snapshot {snapshot.Value.Short} enthalten", "Vergleichen Sie den Pfad mit dem Inhalt des Snapshots."),
        PathNotFile(var path, var snapshot) => new Message($"{path} ist im Snapshot {snapshot.Value.Short} keine Datei", "Wählen Sie eine Datei oder das Abbild einer Festplatte."),
        FolderNotInSnapshot(var path, var snapshot) => new Message($"Der Ordner {path} ist nicht im Snapshot {snapshot.Value.Short} enthalten", "Vergleichen Sie den Pfad mit dem Inhalt des Snapshots."),
        PathTooDeep(var beginning, var limit) => new Message(
            $"{beginning}: Die Ordner sind zu tief verschachtelt; was unterhalb von Pfaden mit mehr als {limit} Bytes liegt, ist nicht erreichbar", "Wählen Sie einen tieferen Ordner, oder stellen Sie den ganzen Snapshot wieder her: Alles Erreichbare wird wiederhergestellt."),
        TreeTooLarge(var length, var limit) => new Message(
            $"Ein Ordner hat zu viele Einträge: Er bräuchte {Quantity.Bytes(length)}, und das Format erlaubt {Quantity.Bytes(limit)}", "Schließen Sie den Ordner aus, oder verteilen Sie seine Dateien auf mehrere Ordner."),
        PatternInvalid(var pattern) => new Message($"'{pattern}' ist kein gültiges Muster", "Schließen Sie jede [ mit einer ], und setzen Sie vor \\, [ oder *, die wörtlich gemeint sind, einen Backslash."),
        StoreReadOnly(var name, var location) => new Message($"{name} kann nicht geändert werden: {location} ist nur lesbar", "Wählen Sie einen beschreibbaren Ort."),
        _ => null,
    };

    private static Message? FindDamage(Problem problem) => problem switch
    {
        ObjectDamaged(var name, var location, var damage) => new Message($"{name} in {location} ist beschädigt: {Of(damage)}", Elsewhere),
        ObjectMalformed(var name, var cause) => new Message($"{name} ist fehlerhaft aufgebaut: {CauseText.Of(cause)}", Elsewhere),
        ObjectNotFound(var name, var location) => new Message($"{name} ist in {location} nicht vorhanden", Elsewhere),
        ObjectTooLarge(var name, var location, var limit) => new Message($"{name} in {location} ist größer als {Quantity.Bytes(limit)}; so etwas schreibt kein ehrliches Programm", Elsewhere),
        TreeMalformed(var tree, var cause) => new Message($"Der Baum {tree} ist fehlerhaft aufgebaut: {CauseText.Of(cause)}", Elsewhere),
        TreeEntriesExcessive(var tree, var entries) => new Message(
            string.Create(CultureInfo.InvariantCulture, $"Der Baum {tree} gibt {entries:g3} Einträge vor, mehr als irgendein Dateisystem enthält"), "Wer ihn angelegt hat, kannte ein Passwort dieses Repositorys. Entfernen Sie den Snapshot."),
        BlobNotIndexed(var type, var blob, var location) => new Message($"{Of(type)} {blob} steht in keinem Index von {location}", Elsewhere),
        BlobNeededNotIndexed(var snapshot, var type, var blob) => new Message($"snapshot/{snapshot} braucht {Of(type)} {blob}, steht aber in keinem Index; es wurde nichts geändert", Repair),
        BlobPackMissing(var type, var blob, var pack, var location) => new Message($"{Of(type)} {blob} kann nicht gelesen werden: {pack} ist in {location} nicht vorhanden", Elsewhere),
        BlobTooLarge(var type, var blob, var length) => new Message($"{Of(type)} {blob} ist beschädigt: Der Index nennt {Quantity.Bytes(length)}", Elsewhere),
        BlobDamaged(var type, var blob, var pack, var location, var damage) => new Message($"{Of(type)} {blob} in {pack} von {location} ist beschädigt: {Of(damage)}", Elsewhere),
        ObjectDamagedInMemory(var name, var damage) => InMemory(name.ToString(), damage),
        BlobDamagedInMemory(var type, var blob, var damage) => InMemory($"{Of(type)} {blob}", damage),
        PackHeaderDamagedInMemory(var damage) => InMemory("Der Kopf eines Pakets", damage),
        KeyNotReadBack(var key, var location) => new Message($"{key} in {location}: Der neue Schlüssel wurde nicht so zurückgelesen, wie er geschrieben wurde, und deshalb wieder entfernt", "Prüfen Sie den Datenträger, bevor Sie weiter darauf schreiben."),
        _ => null,
    };

    private static Message? FindPruning(Problem problem) => problem switch
    {
        WriteNotReadBack(var name, var location) => new Message($"{name} in {location} wurde nicht so zurückgelesen, wie es geschrieben wurde; es wurde nichts entfernt", "Prüfen Sie den Datenträger, bevor Sie weiter darauf schreiben."),
        PackBeyondRepair(var pack, true) => new Message($"Von pack/{pack} ist nichts zu retten: Es fehlt", "Reparieren Sie es aus einer anderen Kopie."),
        PackBeyondRepair(var pack, false) => new Message($"Von pack/{pack} ist nichts zu retten: Es steht in keinem Index, und sein Kopf ist beschädigt", "Reparieren Sie es aus einer anderen Kopie."),
        PruneWithoutSnapshots(var location, var packs) => new Message(
            $"{location}: Es gibt {(packs == 1 ? "1 Paket" : $"{packs} Pakete")} und keinen Snapshot, sodass alles gelöscht würde; es wurde nichts entfernt", "Holen Sie den Ordner snapshots aus einer Kopie oder von einer Disc zurück."),
        NeededPackWrong(var pack, var length, var expected, var others) => new Message(
            $"pack/{pack}: Snapshots brauchen dieses Paket, aber es " + (length is null ? "fehlt" : $"ist {length} statt {expected} Bytes lang") + (others > 0 ? $", und {others} weitere ebenso" : "") + "; es wurde nichts geändert", Repair),
        RepackUnreadable(var pack, var cause) => new Message($"pack/{pack} kann nicht gelesen werden: {CauseText.Of(cause)}; es wurde nichts entfernt", Repair),
        RepackBlobDamaged(var pack, var blob, var damage) => new Message($"Datenblock {blob} in pack/{pack} ist beschädigt: {Of(damage)}; es wurde nichts entfernt", Repair),
        IndexAppeared(var index, var location) => new Message(
            $"{index} wurde trotz der Sperre von einem anderen Prozess nach {location} geschrieben; es wurde nichts weiter entfernt", "Stellen Sie sicher, dass sonst niemand mit dem Repository arbeitet, und räumen Sie dann noch einmal auf."),
        _ => null,
    };

    private static Message? FindLock(Problem problem) => problem switch
    {
        RepositoryInUse(var location, var holder, _) => new Message($"{location} ist gesperrt durch {Of(holder)}", "Warten Sie, bis der andere Vorgang beendet ist, und versuchen Sie es dann noch einmal."),
        LockLost(var location) => new Message($"{location}: Die Sperre ging verloren, während sie gebraucht wurde", "Stellen Sie sicher, dass sonst niemand mit dem Repository arbeitet, und wiederholen Sie den Vorgang: Was fertig war, bleibt erhalten."),
        LockHeld(var holder) => new Message($"gehalten durch {Of(holder)}"),
        LockWaited(var holder) => new Message($"Warten auf {Of(holder)}"),
        LockWatched(var holder, var time) => new Message($"Eine Sperre scheint verwaist ({Of(holder)}); sie wird zur Sicherheit {time.TotalMinutes:0} Minuten lang beobachtet"),
        DamagedLockPassedOver(var id) => new Message($"Die Sperrdatei {id.Short} ist beschädigt und wird nicht beachtet"),
        ReadingWithoutLock(var location, var cause) => new Message($"{location} wird ohne Sperre gelesen ({CauseText.Of(cause)}); was andere inzwischen löschen, wird hier fehlen"),
        ReadingLockLost(var location) => new Message($"{location}: Die Sperre dieses Vorgangs ging verloren; was andere jetzt löschen, wird hier fehlen"),
        ReadingLockLeftBehind(var location, var cause) => new Message($"{location}: Die Sperre dieses Vorgangs bleibt zurück: {CauseText.Of(cause)}"),
        _ => null,
    };

    private static Message InMemory(string thing, WriteDamage damage) => new(
        $"{thing} wurde beim Erstellen im Arbeitsspeicher beschädigt: " + damage switch
        {
            WriteDamage.Tag => "Die Prüfsumme stimmt nicht",
            WriteDamage.Compression => "Die komprimierten Daten sind fehlerhaft",
            _ => "Der Inhalt ist nicht der richtige",
        } + "; es wurde nichts gespeichert",
        "Prüfen Sie den Arbeitsspeicher dieses Rechners, etwa mit memtest86+, und wiederholen Sie dann den Vorgang.");

    internal static string Of(BlobType type) => type is BlobType.Tree ? "Baum" : "Datenblock";

    internal static string Of(BlobDamage damage) => damage switch
    {
        BlobDamage.Tag => "Die Prüfsumme stimmt nicht",
        BlobDamage.Compression => "Die komprimierten Daten sind fehlerhaft",
        _ => "Der Inhalt passt nicht zur Kennung",
    };

    private static string Of(ObjectDamage damage) => damage switch
    {
        ObjectDamage.Tag => "Die Prüfsumme stimmt nicht",
        ObjectDamage.Hash => "Der Inhalt passt nicht zum Namen",
        _ => "Die Datei ist kürzer, als ihr Index angibt",
    };

    private static string Of(LockHolder holder) => holder.Refreshed is null
        ? $"einen unbekannten Inhaber (die Sperrdatei {holder.Lock.Short} ist beschädigt)"
        : $"Prozess {holder.ProcessId} von {holder.Username} auf {holder.Hostname}, zuletzt erneuert {holder.Refreshed}";
}
