using Archivist.Replicas.Problems;

namespace Archivist.Messages.German;

/// <summary>What a server of replicas cannot do and why, in German.</summary>
internal static class ServerFaultText
{
    /// <summary>What cannot be done, as a clause.</summary>
    internal static string Of(ServerAction action, string name) => action switch
    {
        ServerAction.Read => $"{name} kann nicht gelesen werden",
        ServerAction.Write => $"{name} kann nicht geschrieben werden",
        ServerAction.LookUp => $"{name} kann nicht nachgeschlagen werden",
        ServerAction.List => $"{name} kann nicht aufgelistet werden",
        ServerAction.Remove => $"{name} kann nicht entfernt werden",
        ServerAction.Create => "Das Repository kann nicht angelegt werden",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What is wrong, as a clause.</summary>
    internal static string Of(ServerFault fault) => fault switch
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

    /// <summary>What to do, as sentences.</summary>
    internal static string Remedy(ServerFault fault) => fault switch
    {
        ServerFault.BucketMissing => "Prüfen Sie die Adresse, oder legen Sie den Bucket an.",
        ServerFault.KeysRejected or ServerFault.AccessDenied => "Prüfen Sie den Zugangsschlüssel, den geheimen Schlüssel und deren Rechte.",
        ServerFault.ClockSkewed => "Stellen Sie die Uhr dieses Rechners.",
        ServerFault.Archived => "Lassen Sie den Dienst das Objekt in eine lesbare Klasse wiederherstellen, und versuchen Sie es dann erneut.",
        _ => "Prüfen Sie die Adresse, das Netz und ob der Server läuft; bis dahin werden andere Kopien verwendet.",
    };
}
