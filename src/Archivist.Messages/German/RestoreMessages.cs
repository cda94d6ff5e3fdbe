using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Restore.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of restoring.</summary>
internal static class RestoreMessages
{
    private const string Elsewhere = "Versuchen Sie es mit einer anderen Disc oder Kopie.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindRequest(problem) ?? FindTarget(problem) ?? FindEntry(problem) ?? FindMount(problem);

    private static Message? FindRequest(Problem problem) => problem switch
    {
        IdInvalid(var text) => new Message($"'{text}' ist nicht der Anfang einer Kennung", "Kennungen bestehen aus hexadezimalen Ziffern."),
        RestoreIntoOwnDirectory(var target, var own) => new Message($"Nach {target} kann nicht wiederhergestellt werden: Dort liegt {own.Path}, ein Ordner des Archivs", "Wählen Sie einen Ordner außerhalb davon."),
        StagedRestoreLimited => new Message(
            "Beim Wiederherstellen von mehreren Discs wird jede Datei ganz geschrieben: Vorhandene Dateien können weder behalten noch nur ergänzt werden, und ein Probelauf ist nicht möglich",
            "Kopieren Sie die Discs in einen Ordner, und stellen Sie von dort wieder her."),
        DeleteAtRoot(var target) => new Message($"In {target}, der Wurzel dieses Rechners, wird nicht gelöscht, was nicht im Snapshot ist", "Wählen Sie einzelne Pfade oder ein anderes Ziel."),
        NothingIncluded(var snapshot) => new Message($"Im Snapshot {snapshot.Value.Short} ist kein Pfad ausgewählt", "Vergleichen Sie die Muster mit dem Inhalt des Snapshots."),
        ArchiveEntryUnsafe(var path) => new Message(
            $"{path}: Ein Archiv mit diesem Eintrag könnte außerhalb seines Ordners schreiben", "Stellen Sie stattdessen den Snapshot wieder her: Solche Einträge werden dabei ausgelassen."),
        _ => null,
    };

    private static Message? FindTarget(Problem problem) => problem switch
    {
        RestoreOutOfSpace(var target, var filesLeft, var files, var bytesLeft, var examples, var lacking) => new Message(
            $"Auf dem Ziel {target} ist kein Platz mehr: Es fehlen {filesLeft} von {files} Dateien{(examples.Count == 0 ? "" : $" (zum Beispiel {string.Join(", ", examples)})")} mit {Quantity.Bytes(bytesLeft)}; "
            + (lacking is { } bytes ? $"es werden mindestens {Quantity.Bytes(bytes)} mehr gebraucht" : "das Dateisystem hat noch Platz, also sind seine Inodes oder die Quota erschöpft"),
            "Schaffen Sie Platz, oder wählen Sie ein größeres Ziel, und wiederholen Sie den Vorgang. Jede Datei unter ihrem eigenen Namen ist vollständig; unfertige enden auf .incomplete."),
        DeviceContentDiffers(var device, var bytes) => new Message($"{device}: {Quantity.Bytes(bytes)} wurden anders zurückgelesen, als sie geschrieben wurden", "Tauschen Sie die Festplatte aus."),
        DeviceRestoreIncomplete(_, var device, var cause) => new Message(
            $"{device}: Nicht alles konnte wiederhergestellt werden: {CauseText.Of(cause)}", "Der Inhalt des Geräts ist jetzt nicht brauchbar. Stellen Sie ihn aus einer anderen Kopie wieder her."),
        NotDeviceOrFile(var path) => new Message($"{path} ist weder eine Festplatte noch eine Datei", "Wählen Sie eine Festplatte oder eine vorhandene Datei."),
        DeviceTooSmall(var device, var length, var file, var size) => new Message($"{device} hat {Quantity.Bytes(length)}, aber {file} hat {Quantity.Bytes((long)size)}", "Wählen Sie eine größere Festplatte."),
        TargetDeviceInUse(var device) => new Message($"{device} ist eingehängt oder anderweitig in Gebrauch", "Hängen Sie das Gerät und alles darauf aus, und wiederholen Sie den Vorgang."),
        DeviceNotWritable(var device, var cause) => new Message($"Auf {device} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Führen Sie den Vorgang als root aus."),
        NothingDeleted(var target) => new Message($"{target}: Es wurde nichts gelöscht, weil der Snapshot seine eigenen Quellen nicht enthält und deshalb offen ist, welche Ordner er ganz erfasst hat"),
        _ => null,
    };

    private static Message? FindEntry(Problem problem) => problem switch
    {
        ContentNotIndexed(var path, var blob) => new Message($"{path}: Datenblock {blob} steht in keinem Index", Elsewhere),
        SizeContradicted(var path, var claimed, var actual) => new Message($"{path} soll {claimed} Bytes haben, seine Datenblöcke haben aber {actual}", Elsewhere),
        EntryInvalid(_, var fault) => new Message(
            fault switch
            {
                EntryFault.NameUnsafe => "Der Name würde aus dem Ordner hinausführen",
                EntryFault.NameRepeated => "Der Ordner hat zwei Einträge mit diesem Namen",
                _ => "Das Ziel des Links enthält ein Nullbyte",
            },
            Elsewhere),
        EntryTypeForeign(_, var type) => new Message($"Ausgelassen: Der Typ '{type}' kann nicht wiederhergestellt werden"),
        EntryNotDeleted(_, var cause) => new Message($"Kann nicht gelöscht werden: {CauseText.Of(cause)}"),
        OwnDirectoryKept(_, var own) => new Message($"Unverändert gelassen: Dort liegt {own.Path}, ein Ordner des Archivs"),
        LinkedFileBroken(_, _, var first) => new Message($"Dieselbe Datei wie {first}, die nicht wiederhergestellt werden konnte"),
        OwnerNotRestored(_, var user, var group, var cause) => new Message($"Der Eigentümer {user}:{group} kann nicht gesetzt werden: {CauseText.Of(cause)}"),
        AttributeNotRestored(_, var attribute, var cause) => new Message($"Das erweiterte Attribut {attribute} kann nicht gesetzt werden: {CauseText.Of(cause)}"),
        _ => null,
    };

    private static Message? FindMount(Problem problem) => problem switch
    {
        MountPointNotFound(var point) => new Message($"Der Ordner {point} wurde nicht gefunden", $"Legen Sie ihn an: mkdir -p {point}"),
        MountPointNotDirectory(var point) => new Message($"{point} ist kein Ordner", "Wählen Sie einen leeren Ordner."),
        MountOverOwnDirectory(var point, var own) => new Message($"In {point} kann nichts eingehängt werden: Dort liegt {own.Path}, ein Ordner des Archivs", "Wählen Sie einen leeren Ordner außerhalb davon."),
        MountRefused(var point, var cause) => new Message($"In {point} kann nichts eingehängt werden: {CauseText.Of(cause)}", "Prüfen Sie, ob dort schon etwas eingehängt ist."),
        FuseUnavailable(var cause) => new Message($"/dev/fuse kann nicht geöffnet werden: {CauseText.Of(cause)}", "Laden Sie das Kernelmodul: modprobe fuse"),
        FusermountFailed(var point, var words, var forOthers) => new Message(
            $"In {point} kann nichts eingehängt werden: {words.TrimEnd('.')}", forOthers ? "Für den Zugriff durch andere braucht /etc/fuse.conf die Zeile user_allow_other." : "Der Ordner muss Ihnen gehören."),
        FusermountSilent(var point) => new Message($"In {point} kann nichts eingehängt werden: fusermount3 hat keinen Dateideskriptor übergeben"),
        SnapshotListOutdated(var cause) => new Message($"Die Liste der Snapshots kann nicht aktualisiert werden: {CauseText.Of(cause)}"),
        NbdAddressUnusable(var address, var cause) => new Message($"An der Adresse {address} kann kein Dienst angeboten werden: {CauseText.Of(cause)}", "Wählen Sie eine andere Adresse; Port 0 nimmt einen freien Port."),
        _ => null,
    };
}
