using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>German for the problems of templates, planning and building.</summary>
internal static class DiscBuildingMessages
{
    private const string CorrectPage = "Korrigieren Sie die Vorlage der Seite.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        PageTemplateInvalid(var file, { } placeholder) => new Message($"{file}: Der Platzhalter {{{{{placeholder}}}}} ist unbekannt", CorrectPage),
        PageTemplateInvalid(var file, _) => new Message($"{file}: Ein {{{{ beginnt keinen Platzhalter", CorrectPage),
        PageLineTooLong(var file, var line, var limit) => new Message($"{file}: Zeile {line} der fertigen Seite ist länger als {limit} Zeichen", CorrectPage),
        PageNotAscii(var file, var line) => new Message($"{file}: Zeile {line} der fertigen Seite enthält Zeichen, die kein druckbares ASCII sind", CorrectPage),
        MediumTooSmall(var template, var medium, var needed, var capacity) => new Message(
            $"Disc {template}: {Quantity.Bytes(needed)} werden benötigt, auf {medium} passen {Quantity.Bytes(capacity)}", "Wählen Sie eine Vorlage für ein größeres Medium, oder planen Sie einen Satz aus mehreren Discs."),
        CorrectionDoesNotFit(var template, var cause) => new Message($"Disc {template}: {CauseText.Of(cause)}", "Wählen Sie eine Vorlage für ein größeres Medium oder eine ohne Fehlerkorrektur."),
        DiscOutgrewPlan(var disc, var needed, var capacity) => new Message(
            $"{DiscTitleText.Of(disc)}: inzwischen werden {Quantity.Bytes(needed)} benötigt, es passen {Quantity.Bytes(capacity)}; Vorlage oder Wiederherstellungsumgebung sind seit der Planung gewachsen", "Planen Sie einen neuen Satz."),
        RecoveryTooLarge(var set, var discs, var slices, var limit) => new Message(
            $"Satz {set}: bei {slices} Blöcken je Disc lassen sich {discs} verlorene Discs nicht berechnen; höchstens {limit} Blöcke werden auf einmal berechnet", "Wählen Sie kleinere Medien oder weniger Wiederherstellungs-Discs."),
        ImageNeedsSpace(var path, var bytes, var missing) => new Message(
            $"{path}: kein Platz für ein Abbild von {Quantity.Bytes(bytes)}; es fehlen etwa {Quantity.Bytes(missing)}", "Schaffen Sie Platz, oder wählen Sie einen anderen Ort."),
        SourceNotReadable(var path, var cause) => new Message($"{path}: {CauseText.Of(cause)}", "Nennen Sie Dateien und Verzeichnisse, die Sie lesen dürfen."),
        SourceIsSpecial(var path) => new Message($"{path} ist weder Datei noch Verzeichnis", "Nennen Sie die Datei selbst."),
        _ => null,
    };
}
