using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of keys.</summary>
internal static class KeysMessages
{
    private const string OtherCopy = "Eine andere Kopie der Datei verwenden, von einem Replikat oder einer Disc.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        AgeHeaderInvalid(var file, AgeHeaderFault.Version) => new Message($"{file} ist keine age-Datei der Version 1", "Den Pfad prüfen."),
        AgeHeaderInvalid(var file, var fault) => new Message($"Der Kopf von {file} ist ungültig: {Of(fault)}", OtherCopy),
        AgeHeaderForged(var file) => new Message($"Der Kopf von {file} wurde nachträglich verändert", OtherCopy),
        AgePayloadInvalid(var file, var fault) => new Message($"Der Inhalt von {file} ist beschädigt: {Of(fault)}", OtherCopy),
        AgeArmorInvalid(var file, var line, var fault) => new Message($"{file}, Zeile {line}: keine Textform einer age-Datei: {Of(fault)}", OtherCopy),
        AgeNotForThisKey(var file) => new Message($"{file} lässt sich mit keinem der angegebenen Schlüssel öffnen", "Prüfen, für welchen Schlüssel die Datei geschrieben wurde."),
        AgeWorkExcessive(var file, var work, var limit) => new Message(
            $"{file} verlangt 2^{work} Runden scrypt, mehr als die Grenze von 2^{limit}", "Dieser Datei nicht trauen; eine andere Kopie verwenden."),
        AgeIdentityInvalid(var file, var line) => new Message($"{file}, Zeile {line}: keine age-Identität", "Die Datei prüfen: Jede Zeile ist AGE-SECRET-KEY-1…, ein Kommentar nach # oder leer."),
        AgeIdentityFileEmpty(var file) => new Message($"{file} enthält keine age-Identität", "Die Datei angeben, die age-keygen geschrieben hat."),
        AgeRecipientInvalid(var recipient) => new Message($"„{recipient}“ ist kein age-Empfänger", "Den öffentlichen Schlüssel von age-keygen angeben: age1… oder age1pq1…."),
        AgeRecipientsMixed(var file) => new Message($"{file}: Empfänger verschiedener Art können nicht in einer age-Datei stehen", "Für jede Art von Empfänger eine eigene Datei schreiben."),
        KeyringMissing(var location) => new Message($"{location}: Hier ist kein Schlüsselbund", "Das Repository mit seinem Passwort öffnen und zuerst einen Schlüssel hinzufügen."),
        KeyringNotOpened(var location) => new Message($"{location}: Keiner der angegebenen Schlüssel öffnet den Schlüsselbund", "Prüfen, welche Schlüssel hinzugefügt wurden."),
        KeyringOutdated(var file) => new Message($"{file} lässt sich öffnen, aber das Passwort darin öffnet keinen Schlüssel des Repositorys", "Das Repository mit seinem Passwort öffnen und den Schlüssel noch einmal hinzufügen."),
        KeyringNotKept(var location) => new Message($"{location}: Dieser Ort nimmt nur Dateien von restic und kann keinen Schlüsselbund halten", "Den Schlüsselbund bei einem Repository in einem Verzeichnis oder Bucket halten."),
        KeyringEntryMissing(var recipient) => new Message($"„{recipient}“ ist nicht im Schlüsselbund", "Mit der Liste der Schlüssel vergleichen."),
        KeyringListInvalid(var file, var cause) => new Message($"{file} ist nicht die Liste der Empfänger, die mit diesem Repository geschrieben wurde: {CauseText.Of(cause)}", "Den Schlüsselbund von einem Replikat kopieren."),
        KeyringFileDamaged(var file) => new Message($"{file} wurde geschrieben, und andere Bytes kamen zurück", "Den Datenträger prüfen und noch einmal schreiben."),
        KeyringPassphraseDropped(var location) => new Message($"{location}: Die Passphrase ist nicht mehr im Schlüsselbund: Ihre Datei enthielt das alte Passwort", "Die Passphrase noch einmal hinzufügen."),
        _ => null,
    };

    private static string Of(AgeHeaderFault fault) => fault switch
    {
        AgeHeaderFault.Version => "Er ist nicht der von age, Version 1",
        AgeHeaderFault.CutOff => "Die Datei ist abgeschnitten",
        AgeHeaderFault.TooLarge => "Er ist zu groß",
        AgeHeaderFault.Line => "Eine Zeile verletzt das Format",
        AgeHeaderFault.Stanza => "Der Eintrag eines Empfängers verletzt das Format",
        AgeHeaderFault.PassphraseNotAlone => "Eine Passphrase muss der einzige Empfänger sein",
        AgeHeaderFault.LowOrderShare => "Der Eintrag eines Empfängers hat einen öffentlichen Anteil niedriger Ordnung",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(AgePayloadFault fault) => fault switch
    {
        AgePayloadFault.CutOff => "Das Ende fehlt",
        AgePayloadFault.Chunk => "Ein Abschnitt ist nicht authentisch",
        AgePayloadFault.EmptyFinalChunk => "Der letzte Abschnitt ist leer",
        AgePayloadFault.Trailing => "Auf das Ende folgt noch etwas",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(AgeArmorFault fault) => fault switch
    {
        AgeArmorFault.Begin => "Die Anfangszeile fehlt",
        AgeArmorFault.LineLength => "Die Zeile ist leer, zu lang oder folgt auf eine kurze",
        AgeArmorFault.Base64 => "Die Zeile ist kein kanonisches Base64",
        AgeArmorFault.End => "Die Endzeile fehlt",
        AgeArmorFault.Surroundings => "Mehr als etwas Leerraum umgibt den Text",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
