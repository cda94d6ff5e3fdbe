using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of burning and of writing to disks.</summary>
internal static class BurningMessages
{
    private const string LookAtDrive = "Sehen Sie nach, was im Laufwerk liegt und dass kein anderes Programm es benutzt.";

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        DeviceRefused(_, var device, DeviceFault.OpticalDrive) => new Message($"{device} ist ein optisches Laufwerk", "Schreiben Sie das Abbild in eine Datei, und brennen Sie diese."),
        DeviceRefused(_, var device, DeviceFault.Partition) =>
            new Message($"{device} ist keine ganze Festplatte", "Geben Sie die Festplatte an, zum Beispiel /dev/sdb, und keine Partition davon."),
        DeviceRefused(_, var device, DeviceFault.BuiltIn) => new Message($"{device} ist eine eingebaute Festplatte", "Nehmen Sie ein USB-Laufwerk."),
        DeviceInUse(_, var device, var use) =>
            new Message($"{device} wird benutzt: {DeviceUseText.Of(use)}", "Hängen Sie es aus, wenn es das richtige ist; sonst wählen Sie ein anderes."),
        DeviceNotInspected(_, var device, var cause) => new Message($"{device} kann nicht untersucht werden: {CauseText.Of(cause)}", "Prüfen Sie den Namen und die Berechtigungen."),
        NoSpaceForImage(var location, var free, var length) =>
            new Message($"{location}: Es ist Platz für {free} Byte, und das Abbild hat {length}", "Schaffen Sie Platz, oder geben Sie einen anderen Ort an."),
        MediumMissing(var location) => new Message($"{location}: Es liegt kein Medium ein", "Legen Sie ein leeres ein."),
        MediumClosed(var location, var medium) => new Message($"{location}: Das Medium ({medium}) ist beschrieben und abgeschlossen", "Legen Sie ein leeres ein."),
        MediumNotEmpty(var location, var medium) => new Message($"{location}: Das Medium ({medium}) ist nicht leer", "Legen Sie ein leeres ein, oder erlauben Sie das Überschreiben."),
        InsertedMediumTooSmall(var location, var medium, var capacity, var length) =>
            new Message($"{location}: Das Medium ({medium}) fasst {capacity} Byte, und das Abbild hat {length}", "Legen Sie ein größeres ein."),
        SimulationUnsupported(_, var location, var recorder) => new Message($"{location}: {Of(recorder)} kann nicht simuliert beschrieben werden", "Schreiben Sie ohne Simulation."),
        ImageEndsEarly(var image, var length) => new Message($"{image} endet nach {length} Byte", "Erstellen Sie das Abbild neu."),
        TargetFolderMissing(var folder) => new Message($"{folder} ist kein Verzeichnis", "Legen Sie es an, oder geben Sie einen anderen Ort an."),
        TargetUnusable(var path, var cause) => new Message($"{path}: {CauseText.Of(cause)}", "Geben Sie einen anderen Ort an."),
        NotABurner(var device) => new Message($"{device} ist kein Brenner", "Geben Sie einen Brenner an, und sehen Sie nach, dass kein anderes Programm ihn benutzt."),
        RecorderFailed(var device, _, _, { } complaint) => new Message($"{device}: {complaint}", LookAtDrive),
        RecorderFailed(var device, var tool, var code, _) => new Message($"{device}: {tool} endete mit dem Code {code}", LookAtDrive),
        ImapiFailed(var device, var error, var cause) => new Message($"{device}: IMAPI meldet 0x{error:X8}: {CauseText.Of(cause)}", LookAtDrive),
        ImapiUnavailable(var error) => new Message($"IMAPI 2 ist nicht verfügbar: 0x{error:X8}", "Brennen Sie unter einem Windows mit IMAPI 2 (ab Vista, kein Server ohne Medienfunktionen)."),
        DeviceNotOpened(var device, var cause) =>
            new Message($"{device} kann nicht geöffnet werden: {CauseText.Of(cause)}", "Prüfen Sie den Namen, die Berechtigungen und dass nichts davon eingehängt ist."),
        DriveFailed(var device, var fault) => new Message($"{device}: {Of(fault)}", "Sehen Sie nach dem Laufwerk, und versuchen Sie es erneut."),
        BurnStopped => new Message("Das Brennen wurde abgebrochen"),
        BurnedContentWrong(var actual, var expected) => new Message($"Das Zurücklesen ergab die SHA-256-Summe {actual} statt {expected}"),
        BurnedContentUnreadable(var bytes) => new Message($"{bytes} Byte lassen sich nicht zurücklesen"),
        BurnBroken(var cause) => new Message(CauseText.Of(cause)),
        _ => null,
    };

    private static string Of(RecorderKind recorder) => recorder switch
    {
        RecorderKind.Disk => "Eine Festplatte",
        RecorderKind.File => "Eine Datei",
        RecorderKind.Imapi => "Mit IMAPI",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(DriveFault fault) => fault switch
    {
        DriveFault.TrayStuck => "Die Schublade öffnet sich nicht",
        DriveFault.DiscNotBack => "Die Disc kam nicht ins Laufwerk zurück",
        DriveFault.DiscUnreadable => "Die Disc ist nach dem Wiedereinziehen nicht lesbar",
        DriveFault.BuffersKept => "Die Puffer lassen sich nicht leeren, deshalb würde das Zurücklesen nichts beweisen",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
