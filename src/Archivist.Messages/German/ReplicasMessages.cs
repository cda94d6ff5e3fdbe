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
        AddressInvalid invalid => new Message($"{Refused(invalid)}; möglich sind {List(invalid.Notations, "und")}", Instead(invalid)),
        AddressKindUnsupported(var notations) => new Message($"Diese Art von Adresse wird hier nicht unterstützt; möglich: {List(notations, "oder")}", $"Geben Sie {List(notations, "oder")} ein."),
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
        RcloneFailed(var location, var fault, var words) => new Message($"{location}: {Of(fault)}{(words is null ? "" : $": {words.TrimEnd('.')}")}", Instead(fault)),
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
            new Message($"{location}: {Done(action, name)}: Dort ist kein Speicherplatz mehr frei", "Schaffen Sie dort Platz, und versuchen Sie es erneut."),
        ServerFailed(var location, var action, var name, var fault) => new Message(
            $"{location}: {Done(action, name)}: {Of(fault)}", Remedy(fault)),
        CredentialsMissing(var location) => new Message(
            $"{location}: Es ist kein Zugangsschlüssel angegeben", "Setzen Sie AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY, oder nennen Sie die Schlüssel in den Einstellungen."),
        CertificateUnreadable(var path, var cause) =>
            new Message($"Das Zertifikat {path} kann nicht gelesen werden: {CauseText.Of(cause)}", "Prüfen Sie den Pfad und wer die Datei lesen darf."),
        CertificateInvalid(var path) => new Message(
            $"{path} ist kein Zertifikat im PEM-Format, oder ihm fehlt der private Schlüssel",
            "Verwenden Sie eine PEM-Datei; die eines Client-Zertifikats enthält das Zertifikat und seinen unverschlüsselten Schlüssel."),
        _ => null,
    };

    private static string Refused(AddressInvalid invalid) => invalid.Fault switch
    {
        AddressFault.Empty => "Die Adresse ist leer",
        AddressFault.WindowsShare => "Die Adresse ist eine Windows-Freigabe",
        AddressFault.Ssh => $"{invalid.Word}:… ist eine SSH-Adresse ohne sftp: davor",
        AddressFault.ProtocolMissing => $"{invalid.Word}: allein sagt nicht, welches Protokoll der Server spricht",
        AddressFault.Misspelled => $"'{invalid.Word}:' ist nicht kleingeschrieben",
        AddressFault.SchemeNeedless => $"{invalid.Word}: wird nicht unterstützt",
        AddressFault.Unknown => $"'{invalid.Word}:' ist keine unterstützte Art von Adresse",
        AddressFault.ImageMissing => $"Nach {invalid.Word}: fehlt das Abbild",
        AddressFault.UrlInvalid => $"Nach {invalid.Word}: steht keine HTTP- oder HTTPS-URL",
        AddressFault.BucketInvalid => $"Nach {invalid.Word}: stehen kein Server und kein Bucket",
        AddressFault.HasCredentials => $"Die {invalid.Word}:-Adresse enthält Zugangsdaten, die dort nicht hingehören",
        AddressFault.RemoteInvalid => $"Nach {invalid.Word}: stehen nicht der Name eines Remotes, ein Doppelpunkt und ein Pfad",
        AddressFault.HostInvalid => $"Nach {invalid.Word}: stehen nicht ein Rechner und ein Pfad",
        AddressFault.PasswordInAddress => $"{invalid.Word}: Ein Passwort gehört nicht in eine Adresse",
        AddressFault.HomeInPath => $"{invalid.Word}: Ein Pfad kann nicht mit '~' beginnen",
        AddressFault.SharesInvalid => $"Nach {invalid.Word}: stehen nicht die Zahl der Reserveteile und die Adressen aller Teile",
        AddressFault.RecoveryShareRemote => $"{invalid.Word}: Ein Reserveteil ist kein Verzeichnis dieses Rechners",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Instead(AddressInvalid invalid) => invalid.Fault switch
    {
        AddressFault.Empty => $"Geben Sie {List(invalid.Notations, "oder")} ein.",
        AddressFault.WindowsShare => "Hängen Sie die Freigabe ein, und geben Sie das Verzeichnis an, in dem sie eingehängt ist.",
        AddressFault.Ssh => "Geben Sie sftp:USER@HOST:PATH ein.",
        AddressFault.ProtocolMissing => $"Setzen Sie rest: davor, also rest:{invalid.Word}://HOST:PORT/PATH.",
        AddressFault.Misspelled => $"Schreiben Sie {invalid.Word.ToLowerInvariant()}: klein.",
        AddressFault.SchemeNeedless => "Geben Sie nur das Verzeichnis an.",
        AddressFault.Unknown => "Richten Sie den Ort mit 'rclone config' ein, und geben Sie rclone:REMOTE:PATH ein; einem Verzeichnis dieses Namens stellen Sie ./ voran.",
        AddressFault.ImageMissing => "Geben Sie disc:IMAGE ein, zum Beispiel disc:/srv/discs/week-1.iso oder disc:/dev/sr0.",
        AddressFault.UrlInvalid => "Geben Sie rest:http://HOST:PORT/PATH ein.",
        AddressFault.BucketInvalid => "Geben Sie s3:https://HOST/BUCKET/PREFIX ein, oder s3:http://HOST:PORT/BUCKET für einen Server ohne TLS.",
        AddressFault.HasCredentials => "Setzen Sie AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY, oder nennen Sie die Schlüssel in den Einstellungen.",
        AddressFault.RemoteInvalid => "Geben Sie rclone:REMOTE:PATH ein, mit einem Namen, den 'rclone listremotes' zeigt; Optionen eines Remotes gehören in seine Konfiguration.",
        AddressFault.HostInvalid => "Geben Sie sftp:USER@HOST:PATH ein, oder sftp://USER@HOST:PORT/PATH, wenn der Port nicht 22 ist.",
        AddressFault.PasswordInAddress => "Melden Sie sich mit einem Schlüssel an, oder richten Sie den Rechner mit 'rclone config' ein, und geben Sie rclone:REMOTE:PATH ein.",
        AddressFault.HomeInPath => "Lassen Sie '~/' weg: Ein Pfad ohne Schrägstrich am Anfang beginnt im Heimatverzeichnis jenes Benutzers.",
        AddressFault.SharesInvalid => "Geben Sie 1 bis 16 Datenteile und danach 1 bis 4 Reserveteile an, darunter keine Disc.",
        AddressFault.RecoveryShareRemote => "Hängen Sie den Ort ein und geben Sie das Verzeichnis an, oder machen Sie ein Verzeichnis zum Reserveteil.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(RcloneFault fault) => fault switch
    {
        RcloneFault.Ended => "rclone stellt den Ort nicht bereit",
        RcloneFault.EndsAgain => "rclone endet immer wieder",
        RcloneFault.Silent => "rclone hat den Ort nicht rechtzeitig bereitgestellt",
        RcloneFault.RequestFailed => "rclone konnte eine Anfrage nicht ausführen",
        RcloneFault.RemoteUnknown => "In der Konfiguration von rclone gibt es kein Remote dieses Namens",
        RcloneFault.HostKeyUnknown => "Der Rechner gehört nicht zu den bekannten Rechnern von SSH",
        RcloneFault.HostKeyDiffers => "Der Schlüssel des Rechners ist nicht der, der SSH bekannt ist",
        RcloneFault.KnownHostsMissing => "Es gibt keine Datei der bekannten Rechner von SSH, mit der sich der Rechner prüfen ließe",
        RcloneFault.KeyRefused => "Der Rechner nimmt keinen Schlüssel dieses Benutzers an",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Instead(RcloneFault fault) => fault switch
    {
        RcloneFault.RemoteUnknown => "Geben Sie einen Namen ein, den 'rclone listremotes' zeigt, oder richten Sie den Ort mit 'rclone config' ein.",
        RcloneFault.HostKeyUnknown or RcloneFault.KnownHostsMissing =>
            "Vergleichen Sie die Schlüssel, die 'ssh-keyscan HOST' (mit -p PORT) zeigt, mit den Angaben des Betreibers, und hängen Sie sie an ~/.ssh/known_hosts an.",
        RcloneFault.HostKeyDiffers =>
            "Ist es der richtige Rechner, so ist vielleicht nur eine andere Art seiner Schlüssel bekannt: Vergleichen Sie die Zeilen von 'ssh-keyscan HOST' (mit -p PORT) mit den Angaben des Betreibers, und hängen Sie sie an ~/.ssh/known_hosts an.",
        RcloneFault.KeyRefused => "Laden Sie einen Schlüssel mit ssh-add, oder nennen Sie einen in RCLONE_SFTP_KEY_FILE; ssh-copy-id bringt seine öffentliche Hälfte zum Rechner.",
        _ => "Versuchen Sie 'rclone lsd' mit jenem Ort, dann noch einmal; bis dahin werden andere Kopien verwendet.",
    };

    private static string List(IReadOnlyList<string> notations, string conjunction)
    {
        var forms = notations.Select(notation => notation.Length == 0 ? "ein Verzeichnis" : notation).ToList();
        return forms.Count < 2 ? string.Concat(forms) : $"{string.Join(", ", forms.SkipLast(1))} {conjunction} {forms[^1]}";
    }

    private static string Done(ServerAction action, string name) => action switch
    {
        ServerAction.Read => $"{name} kann nicht gelesen werden",
        ServerAction.Write => $"{name} kann nicht geschrieben werden",
        ServerAction.LookUp => $"{name} kann nicht nachgeschlagen werden",
        ServerAction.List => $"{name} kann nicht aufgelistet werden",
        ServerAction.Remove => $"{name} kann nicht entfernt werden",
        ServerAction.Create => "Das Repository kann nicht angelegt werden",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Remedy(ServerFault fault) => fault switch
    {
        ServerFault.BucketMissing => "Prüfen Sie die Adresse, oder legen Sie den Bucket an.",
        ServerFault.KeysRejected or ServerFault.AccessDenied => "Prüfen Sie den Zugangsschlüssel, den geheimen Schlüssel und deren Rechte.",
        ServerFault.ClockSkewed => "Stellen Sie die Uhr dieses Rechners.",
        ServerFault.Archived => "Lassen Sie den Dienst das Objekt in eine lesbare Klasse wiederherstellen, und versuchen Sie es dann erneut.",
        _ => "Prüfen Sie die Adresse, das Netz und ob der Server läuft; bis dahin werden andere Kopien verwendet.",
    };

    private static string Of(ServerFault fault) => fault switch
    {
        ServerFault.Silent => "keine Antwort",
        ServerFault.Stalled => "die Übertragung steht still",
        ServerFault.Disconnected => "die Verbindung ist abgebrochen",
        ServerFault.Refused => "die Verbindung wurde abgelehnt",
        ServerFault.Unreachable => "die Verbindung ist fehlgeschlagen",
        ServerFault.HostUnknown => "der Name des Servers lässt sich nicht auflösen",
        ServerFault.CertificateUntrusted => "das Zertifikat des Servers ist nicht vertrauenswürdig oder gilt für einen anderen Namen",
        ServerFault.NotHttp => "die Antwort ist kein gültiges HTTP",
        ServerFault.Unauthorized => "der Server verlangt einen anderen Benutzer oder ein anderes Passwort (Antwort 401)",
        ServerFault.Status(var code) => $"Antwort {code}",
        ServerFault.Redirected(var code, var host) =>
            $"der Server leitet weiter{(host is null ? "" : $" nach {host}")} (Antwort {code}); Weiterleitungen wird nicht gefolgt, geben Sie also jene Adresse ein, wenn sie stimmt",
        ServerFault.RangesIgnored => "der Server beachtet Teilanfragen nicht",
        ServerFault.RangeWrong => "der Server hat einen anderen Bereich gesendet, als angefragt war",
        ServerFault.LengthWrong(null, _) => "der Server hat es angenommen und hat es nicht",
        ServerFault.LengthWrong(var length, var sent) => $"{sent} Byte wurden gesendet, {length} sind dort",
        ServerFault.WebPage => "die Antwort ist eine Webseite, etwa eine Anmeldeseite",
        ServerFault.LengthMissing => "der Server nennt die Länge nicht",
        ServerFault.ListingTooLong(var limit) => $"die Liste hat mehr als {limit} Einträge, so viele hat kein Repository",
        ServerFault.ListingInvalid => "die Liste ist nicht das JSON des Protokolls",
        ServerFault.ListingEntryInvalid(var number) => $"Eintrag {number} der Liste ist ungültig",
        ServerFault.BucketListingInvalid => "die Antwort ist nicht das XML von S3",
        ServerFault.BucketMissing => "den Bucket gibt es nicht",
        ServerFault.AccessDenied => "der Zugriff wurde verweigert: falscher Zugangs- oder Geheimschlüssel, oder ein Schlüssel ohne dieses Recht (Antwort 403)",
        ServerFault.KeysRejected(var code) => $"der Zugangsschlüssel oder der geheime Schlüssel ist falsch ({code})",
        ServerFault.ClockSkewed => "die Uhren dieses Rechners und des Servers weichen zu weit voneinander ab",
        ServerFault.Archived => "das Objekt liegt in einer Archivklasse und muss dort erst wiederhergestellt werden",
        ServerFault.ContentMismatch => "die Bytes, die dort ankamen, passen nicht zum Hash des Objekts",
        ServerFault.Rejected(var answer, var code) => $"Antwort {answer} ({code})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
