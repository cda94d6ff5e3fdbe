using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of discs.</summary>
internal static class DiscsMessages
{
    private const string HowToName = "Geben Sie die Kennung der Disc an, oder mindestens vier Zeichen davon.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) =>
        FindStored(problem) ?? DiscSetsMessages.Find(problem) ?? BurningMessages.Find(problem) ?? RescueMessages.Find(problem) ?? OutputMessages.Find(problem);

    private static Message? FindStored(Problem problem) => problem switch
    {
        DiscUnknown(var reference, var someUnreadable) =>
            new Message($"Disc '{reference}' ist nicht im Katalog{(someUnreadable ? ", es sei denn, ihr Eintrag ist unlesbar" : "")}", HowToName),
        DiscAmbiguous(var reference, var count) => new Message($"Disc '{reference}' ist nicht eindeutig: {count} Discs passen", HowToName),
        DiscNotInCatalogue(var disc, var catalogue) => new Message($"Disc {disc} ist nicht im Katalog {catalogue}"),
        PlaceTextInvalid => new Message("Ein Ort oder ein Besitzer ist eine Zeile mit höchstens 1000 Zeichen", "Schreiben Sie es kürzer."),
        CatalogueRecordUnreadable(var path, var cause) => new Message(
            $"{path} kann nicht gelesen werden: {CauseText.Of(cause)}",
            "Prüfen Sie die Berechtigungen und den Datenträger; der Eintrag ist auch in den Sicherungen des Katalogs im Repository."),
        CatalogueRecordMisnamed(var path, var disc) => new Message($"{path}: Dies ist der Eintrag der Disc {disc}", "Geben Sie der Datei wieder den Namen ihrer Disc."),
        CatalogueRecordInvalid(var place, var fault) => new Message(
            $"{place}: kein gültiger Disc-Eintrag: {Of(fault)}",
            "Stellen Sie die Datei wieder her: Sie ist in den Sicherungen mit der Marke archivist-catalogue und, wie geplant, auf jeder späteren Disc."),
        CatalogueLocked(var catalogue) => new Message($"{catalogue}: Ein anderer Prozess schreibt gerade in den Katalog", "Warten Sie, bis er fertig ist, und versuchen Sie es dann erneut."),
        DiscFolderMissing(var location, var folder) => new Message($"{location}: Das Verzeichnis {folder} fehlt", "Legen Sie eine Disc mit einem Repository ein."),
        DiscWithoutRepository(var location) => new Message($"{location}: Hier ist kein Repository", "Nehmen Sie eine Disc oder ein Abbild mit einem Repository."),
        PlanObjectInvalid(var set, var path) => new Message($"Plan von {set}: {path} gehört zu keinem Repository", "Planen Sie den Satz neu."),
        PlanInvalid(var place) => new Message($"{place}: kein gültiger Plan eines Disc-Satzes", "Planen Sie den Satz unter einem anderen Namen neu."),
        SetTooManyDiscs(var most) => new Message($"Der Satz hätte mehr als {most} Discs", "Wählen Sie ein größeres Medium."),
        MediumTooSmallForPack(var volume, var medium, var capacity, var pack) => new Message(
            $"Disc {volume}, {medium}: {capacity} Byte reichen nicht für das, was jede Disc trägt, und einen Pack von {pack} Byte",
            "Wählen Sie ein größeres Medium, oder eines ohne Wiederherstellungssystem."),
        MediumTooSmallForCommon(var medium, var needed, var capacity) => new Message(
            $"{medium}: Was jede Disc trägt, braucht {needed} Byte, und {capacity} passen darauf", "Wählen Sie ein größeres Medium, oder eines ohne Wiederherstellungssystem."),
        SnapshotNeedsUnknownBlob(var snapshot, var blob) =>
            new Message($"snapshot/{snapshot}: braucht den Blob {blob}, den kein Index kennt", "Prüfen Sie das Repository, und reparieren Sie seinen Index oder ergänzen Sie es aus einer Kopie."),
        _ => null,
    };

    private static string Of(RecordFault fault) => fault switch
    {
        RecordFault.TooLong(var most) => $"Die Datei ist länger als {most} Bytes",
        RecordFault.Empty => "Die Datei ist leer",
        RecordFault.NotParsed(var line, var cause) => (line is null ? "" : $"Zeile {line}: ") + CauseText.Of(cause),
        RecordFault.FormatUnknown(var format, var known) => $"Das Format ist {format}, bekannt ist nur {known}",
        RecordFault.FieldInvalid(var field) => $"Das Feld {field} hat einen Wert, den es nicht haben kann",
        RecordFault.BeyondItsSet(var volume, var of) => $"Die Nummer ist {volume}, aber der Satz hat {of} Discs",
        RecordFault.ImageShorterProtected => "Das Abbild ist mit Fehlerkorrektur kürzer als ohne",
        RecordFault.PackTwice => "Ein Pack ist doppelt darauf",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
