using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of disc images.</summary>
internal static class ImagesMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => FindOther(problem) ?? ImageFindingMessages.Find(problem);

    private static Message? FindOther(Problem problem) => problem switch
    {
        ImageNotStored(var failure, var cause) => new Message(
            $"Das Abbild kann nicht geschrieben werden: {CauseText.Of(cause)}",
            failure is Failure.NoSpace ? "Schaffen Sie Platz, oder wählen Sie einen anderen Ort für das Abbild." : "Wählen Sie einen anderen Ort für das Abbild."),
        BootImageMissing(var kind, var path) =>
            new Message($"{(kind is BootImageKind.Efi ? "EFI-Systemabbild" : "Startabbild")} {path}: nicht unter den Dateien der Disc", "Nehmen Sie die Datei in den Aufbau auf."),
        BootImageForeign(var length) =>
            new Message($"BIOS-Startabbild: {length} Byte sind kein El-Torito-Abbild von GRUB", "Erzeugen Sie es mit grub-mkimage im Format i386-pc-eltorito."),
        DiscEntryRefused(var path, var fault, var target) => new Message($"{path}: {Of(fault, target)}", "Benennen Sie die Datei um, oder lassen Sie sie weg."),
        LayoutFileNotReadable(var path, var cause) => new Message(
            $"{path} kann während des Schreibens nicht gelesen werden: {CauseText.Of(cause)}", "Machen Sie die Datei lesbar, oder lassen Sie sie weg, und erstellen Sie das Abbild neu."),
        LayoutFileChanged(var path, var announced, var isLonger) => new Message(
            $"{path} wurde während des Schreibens {(isLonger ? "länger" : "kürzer")} als {announced} Byte", "Erstellen Sie das Abbild neu."),
        ImageDamaged(var location, var cause) => new Message($"{location} ist beschädigt: {CauseText.Of(cause)}", "Nehmen Sie eine andere Kopie der Disc oder des Abbilds."),
        ImageLacksFile(var location, var path) => new Message($"{location}: Die Datei {path} fehlt", "Legen Sie die Disc ein, auf der sie liegt."),
        ImageBlockUnreadable(var location, var path, var block, var cause) => new Message(
            $"{location}: {path} ist bei Block {block} nicht lesbar: {(cause is null ? "Er liegt hinter dem Ende des Abbilds" : CauseText.Of(cause))}",
            "Reinigen Sie die Disc, oder nehmen Sie eine andere Kopie."),
        ImageNotOpened(var path, var cause) => new Message(
            $"{path} kann nicht geöffnet werden: {CauseText.Of(cause)}",
            "Prüfen Sie den Pfad, die Berechtigungen, dass eine Disc im Laufwerk liegt und dass kein anderes Programm sie benutzt."),
        ImageOverTwoTerabytes(var volume) => new Message($"{volume}: Ein Disc-Abbild fasst höchstens 2 TiB"),
        LayoutInvalid(var fault, var value) => new Message(Of(fault, value)),
        _ => null,
    };

    private static string Of(NameFault fault, string? target) => fault switch
    {
        NameFault.LeadingSlash => "Der Pfad darf nicht mit einem Schrägstrich beginnen",
        NameFault.Invalid => "Ein Teil des Pfads kann kein Name sein",
        NameFault.TooLong => "Ein Teil des Pfads ist länger als 255 Byte",
        NameFault.NotUnicode => "Der Pfad ist kein gültiges Unicode",
        NameFault.LinkTarget => "Das Ziel des Links ist leer oder länger als 4095 Byte",
        NameFault.TargetMissing => $"Dies ist ein weiterer Name von {target}, das keine Datei der Disc ist",
        NameFault.TooManyNames => "Die Datei hat zu viele Namen",
        NameFault.Twice => "Der Pfad ist zweimal auf der Disc",
        NameFault.TwoKinds => "Der Pfad ist zugleich ein Verzeichnis und etwas anderes",
        NameFault.TooDeep => "Der Pfad ist tiefer als die acht Ebenen, die ISO 9660 ohne Rock Ridge erlaubt",
        NameFault.TooLarge => "Die Datei hat 4 GiB oder mehr; das geht nur mit der Austauschstufe 3",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(LayoutFault fault, string value) => fault switch
    {
        LayoutFault.VolumeIdentifier => $"Datenträgername '{value}': möglich sind 1 bis 32 Zeichen aus A-Z, 0-9 und _",
        LayoutFault.Texts => "Herausgeber, Ersteller oder Anwendung: höchstens 128 ASCII-Zeichen",
        LayoutFault.MasterBootCode => "Der Startcode muss 512 Byte lang sein",
        LayoutFault.IsoLevel => $"Austauschstufe {value}: möglich sind 1, 2 und 3",
        LayoutFault.JolietLength => $"Joliet-Namen mit {value} Zeichen: möglich sind 64 und 103, oder 0 für keine",
        LayoutFault.Alignment => $"Ausrichtung {value}: möglich sind 1, 16 und 32 Sektoren",
        LayoutFault.Padding => $"Auffüllung {value}: möglich sind 0 bis 4096 Sektoren",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
