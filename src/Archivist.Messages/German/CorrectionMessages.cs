using Archivist.Correction.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>German for the problems of error correction.</summary>
internal static class CorrectionMessages
{
    private const int SectorSize = 2048;

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        Par2Invalid(var cause) => new Message($"PAR2: {CauseText.Of(cause)}", "Nehmen Sie andere PAR2-Dateien, oder Dateien mit kleinerer Nummer."),
        Par2TooFewSlices(var missing, var recovery) =>
            new Message($"PAR2: {missing} Blöcke fehlen, und es gibt nur {recovery} Korrekturblöcke", "Suchen Sie weitere Discs oder PAR2-Dateien des Satzes."),
        Par2TooManySlices(var missing, var most) =>
            new Message($"PAR2: {missing} Blöcke fehlen, und höchstens {most} werden auf einmal berechnet", "Verwenden Sie 'par2 repair' auf einem Rechner mit viel Arbeitsspeicher."),
        Par2Unsolvable => new Message(
            "PAR2: Die Gleichungen dieser Korrekturblöcke sind nicht lösbar", "Suchen Sie weitere PAR2-Dateien des Satzes: Ein einziger Block mehr genügt."),
        Par2ResultWrong(var file) => new Message($"{file}: Der mit PAR2 berechnete Inhalt passt nicht zu seiner MD5-Summe", "Nehmen Sie andere PAR2-Dateien."),
        ImageChangedMeanwhile(var path) => new Message($"{path} wurde verändert, während die Fehlerkorrektur entstand", "Erzeugen Sie die Fehlerkorrektur neu."),
        NoSpaceForCorrection(var path, var needed) => new Message(
            $"{path}: Für die Fehlerkorrektur ist kein Speicherplatz mehr frei", $"Schaffen Sie {Quantity.Bytes(needed)} Platz, oder wählen Sie einen anderen Ort."),
        ImageNotProtected(var path, var cause) =>
            new Message($"{path}: Die Fehlerkorrektur kann nicht geschrieben werden: {CauseText.Of(cause)}", "Prüfen Sie die Datei und den Ort des Abbilds."),
        ImageTooLargeForRs03(var sectors) => new Message($"Abbild: {sectors} Sektoren sind zu viele für RS03", "Verteilen Sie es auf mehrere Discs."),
        MediumTooLargeForRs03(var sectors, var most) => new Message($"Medium: {sectors} Sektoren sind zu viele für RS03", $"Geben Sie höchstens {most} an."),
        NoRoomForRs03(var medium, var data, var least) => new Message(
            $"Medium mit {medium} Sektoren: {data} Sektoren Daten lassen zu wenig Platz für die Fehlerkorrektur", $"Wählen Sie ein Medium mit mindestens {least} Sektoren."),
        ImageTooSmallForRs03(var length) => new Message($"Abbild: {length} Byte sind zu wenig für ein Dateisystem", "Nennen Sie ein Abbild einer Disc."),
        ImageNotRepaired(var failure, var path, var cause) => new Message(
            $"{path} kann nicht repariert werden: {CauseText.Of(cause)}",
            failure is Failure.NoSpace ? "Schaffen Sie Platz, oder wählen Sie einen anderen Ort." : "Reparieren Sie in eine Kopie."),
        RepairNotWritable(_, var path, var cause) =>
            new Message($"{path} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Nennen Sie eine Datei, die es noch nicht gibt, an einem Ort mit genug Platz."),
        ImageNotWritable(var path, var cause) => new Message($"{path} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Reparieren Sie in eine Kopie."),
        SectorsDamaged(var fault, var first, var count) =>
            new Message($"Fehlerkorrektur: {Quantity.Count(count, "Sektor", "Sektoren")} ab Block {first} (Byte {first * SectorSize}): {Of(fault)}"),
        SectorsDamagedFurther(var fault, var first, var total) =>
            new Message($"Fehlerkorrektur: weitere ab Block {first}, insgesamt {Quantity.Count(total, "Sektor", "Sektoren")}: {Of(fault)}"),
        RowsUncorrectable(var rows, var first, var worst, var roots) => new Message(
            $"Fehlerkorrektur: {Quantity.Count(rows, "Sektorreihe", "Sektorreihen")}, die erste ab Block {first}, nicht korrigierbar: In der schlechtesten sind {worst} Sektoren beschädigt, und die Parität reicht für {roots}"),
        _ => null,
    };

    private static string Of(SectorFault fault) => fault is SectorFault.Unreadable ? "nicht lesbar" : "nicht wie geschrieben";
}
