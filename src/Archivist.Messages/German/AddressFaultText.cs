using Archivist.Replicas.Problems;

namespace Archivist.Messages.German;

/// <summary>What is wrong with an address, in German.</summary>
internal static class AddressFaultText
{
    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(AddressInvalid invalid) => invalid.Fault switch
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

    /// <summary>What to write instead, as sentences.</summary>
    internal static string Instead(AddressInvalid invalid) => invalid.Fault switch
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

    /// <summary>The notations that are possible, as an enumeration.</summary>
    internal static string List(IReadOnlyList<string> notations, string conjunction)
    {
        var forms = notations.Select(notation => notation.Length == 0 ? "ein Verzeichnis" : notation).ToList();
        return forms.Count < 2 ? string.Concat(forms) : $"{string.Join(", ", forms.SkipLast(1))} {conjunction} {forms[^1]}";
    }
}
