using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of replicas and their stores.</summary>
internal static class ReplicasMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        AddressInvalid invalid => new Message($"{AddressFaultText.Of(invalid)}; möglich sind {AddressFaultText.List(invalid.Notations, "und")}", AddressFaultText.Instead(invalid)),
        AddressKindUnsupported(var notations) => new Message($"Diese Art von Adresse wird hier nicht unterstützt; möglich: {AddressFaultText.List(notations, "oder")}", $"Geben Sie {AddressFaultText.List(notations, "oder")} ein."),
        ObjectTampered(var location, var name) => new Message($"{name} in {location}: Der Inhalt passt nicht zu seiner Prüfsumme", "Reparieren Sie jenes Repository, bevor Sie daraus kopieren."),
        ObjectCutShort(var location, var name, var length) =>
            new Message($"{name} in {location}: Es ließen sich weniger als die angekündigten {length} Byte lesen", "Prüfen Sie jenes Repository, und versuchen Sie es dann erneut."),
        ObjectTooLong(var location, var name, var length) => new Message($"{name} in {location}: {Quantity.Bytes(length)} ist mehr, als je geschrieben wird"),
        AuditFileInvalid(var file, var line) => new Message($"{file}: Zeile {line} gehört nicht zu einer Prüfdatei", "Eine Datei angeben, die für eine Prüfung geschrieben wurde."),
        ObjectsNotKept(var location, var count, var first) =>
            new Message($"{location}: {count} angenommene Objekte sind dort nicht zu finden, zuerst {first}", "Prüfen Sie die Festplatte des Servers, und versuchen Sie es dann erneut."),
        ObjectTornAndStuck(var location, var name, var length, var wanted) => new Message(
            length == wanted
                ? $"{location}: {name} hat andere Bytes, als gesendet wurden, und darf dort nicht entfernt werden"
                : $"{location}: Von {name} sind {(length is { } torn ? $"nur {torn}" : "nicht alle")} von {wanted} Byte vorhanden, und es darf dort nicht entfernt werden",
            "Entfernen Sie jenes Objekt von Hand oder mit einem Konto, das es darf, und versuchen Sie es dann erneut."),
        RcloneFailed(var location, var fault, var words) => new Message($"{location}: {RcloneFaultText.Of(fault)}{(words is null ? "" : $": {words.TrimEnd('.')}")}", RcloneFaultText.Remedy(fault)),
        ConfigurationUnstable(var location) =>
            new Message($"config in {location}: Zweimaliges Lesen ergab zwei verschiedene Inhalte", "Prüfen Sie den Datenträger oder die Verbindung, und versuchen Sie es dann erneut."),
        ConfigurationLengthWrong(var location, var length, var announced) =>
            new Message($"config in {location}: {length} Byte wurden gelesen, {announced} waren angekündigt", "Prüfen Sie den Datenträger oder den Server, und versuchen Sie es dann erneut."),
        TargetHoldsOtherRepository(var location) => new Message($"{location}: Dort ist bereits ein anderes Repository", "Wählen Sie für diese Kopie einen leeren Ort."),
        ObjectNotWritable(var location, var name, var cause) =>
            new Message($"{location}: {name} kann nicht geschrieben werden: {CauseText.Of(cause)}", "Prüfen Sie, wem das Verzeichnis gehört und ob es nur lesbar eingehängt ist."),
        ObjectNotReadable(var location, var name, var cause) =>
            new Message($"{location}: {name} kann nicht gelesen werden: {CauseText.Of(cause)}", "Prüfen Sie, wem das Verzeichnis gehört."),
        NoSpaceForObject(var location, var name, var length) => new Message(
            $"{location}: Für {name} ({Quantity.Bytes(length)}) ist kein Speicherplatz mehr frei", "Schaffen Sie Platz, oder wählen Sie einen anderen Ort; versuchen Sie es dann erneut. Es ist nichts verloren."),
        ServerFull(var location, var action, var name) =>
            new Message($"{location}: {ServerFaultText.Of(action, name)}: Dort ist kein Speicherplatz mehr frei", "Schaffen Sie dort Platz, und versuchen Sie es erneut."),
        ServerFailed(var location, var action, var name, var fault) => new Message(
            $"{location}: {ServerFaultText.Of(action, name)}: {ServerFaultText.Of(fault)}", ServerFaultText.Remedy(fault)),
        CredentialsMissing(var location) => new Message(
            $"{location}: Es ist kein Zugangsschlüssel angegeben", "Setzen Sie AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY, oder nennen Sie die Schlüssel in den Einstellungen."),
        CertificateUnreadable(var path, var cause) =>
            new Message($"Das Zertifikat {path} kann nicht gelesen werden: {CauseText.Of(cause)}", "Prüfen Sie den Pfad und wer die Datei lesen darf."),
        CertificateInvalid(var path) => new Message(
            $"{path} ist kein Zertifikat im PEM-Format, oder ihm fehlt der private Schlüssel",
            "Verwenden Sie eine PEM-Datei; die eines Client-Zertifikats enthält das Zertifikat und seinen unverschlüsselten Schlüssel."),
        _ => null,
    };
}
