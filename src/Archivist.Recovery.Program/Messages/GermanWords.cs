using System.Globalization;
using Archivist.Discs.Problems;
using Archivist.Keys.Shares;
using Archivist.Messages.German;
using Archivist.Platform.Problems;
using Archivist.Recovery.Program.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Restore.Comparing;

namespace Archivist.Recovery.Program.Messages;

/// <summary>The recovery in German.</summary>
internal sealed class GermanWords : IRecoveryWords
{
    /// <summary>The only instance.</summary>
    internal static GermanWords Instance { get; } = new();

    /// <inheritdoc/>
    public string OtherLanguage => "English: e + Enter";

    /// <inheritdoc/>
    public string OtherLanguageKey => "e";

    /// <inheritdoc/>
    public string AskPassphrase => "Passphrase: ";

    /// <inheritdoc/>
    public string WrongPassphrase => "Falsche Passphrase. Prüfen Sie die Feststelltaste und die Tastaturbelegung, und versuchen Sie es erneut.";

    /// <inheritdoc/>
    public string OtherKeys => "Teile auf Papier: t + Enter. Schlüsseldatei auf einem USB-Stick: Stick einstecken, dann nur Enter; anderswo: ihr Pfad (/...).";

    /// <inheritdoc/>
    public string OtherShares => "Teile auf Papier: t + Enter.";

    /// <inheritdoc/>
    public string SharesKey => "t";

    /// <inheritdoc/>
    public string NoKeyOnMedium => "Kein USB-Stick und keine weitere Disc mit einer Schlüsseldatei für diese Disc gefunden. Stecken Sie ihn ein, warten Sie einige Sekunden, und drücken Sie Enter.";

    /// <inheritdoc/>
    public string AboutShares => "Tippen Sie die Wörter eines Teils nach dem anderen, Zeile für Zeile oder auf einmal; sie werden nicht angezeigt. Enter allein beendet es.";

    /// <inheritdoc/>
    public string AskShare(int number, int word) => word == 1 ? $"Teil {number}: " : $"Teil {number}, ab Wort {word}: ";

    /// <inheritdoc/>
    public string ShareGood(Share share, int given, ShareTally tally) => share.Set.GroupCount == 1
        ? $"Dieser Teil ist gut: Satz „{share.Set.Words}“, Teil Nummer {share.Member + 1}. {given} von {share.MemberThreshold} nötigen Teilen sind da."
        : $"Dieser Teil ist gut: Satz „{share.Set.Words}“, Gruppe {share.Group + 1}, Teil Nummer {share.Member + 1}. {given} von {share.MemberThreshold} nötigen Teilen dieser Gruppe sind da, und {tally.Groups.Count(group => group.IsComplete)} von {share.Set.GroupThreshold} nötigen Gruppen.";

    /// <inheritdoc/>
    public string AboutCopies => "Was nach dieser Disc gesichert wurde, lässt sich von einer Kopie im Netz holen.";

    /// <inheritdoc/>
    public string AskCopy => "Adresse einer Kopie (rest:http://...), oder Enter für diese Disc allein: ";

    /// <inheritdoc/>
    public string AskTarget => "Auf welche Festplatte oder Partition sollen die Dateien (Name), oder in welchen Ordner (/...): ";

    /// <inheritdoc/>
    public string Directory => "ein Ordner";

    /// <inheritdoc/>
    public string KeepKey => "b";

    /// <inheritdoc/>
    public string EraseKey => "l";

    /// <inheritdoc/>
    public string DriveTaken =>
        "Dieser Rechner läuft von der Disc in seinem Laufwerk; sie muss dort bleiben. Nehmen Sie ein anderes Laufwerk, oder starten Sie neu und lassen Sie das System in den Arbeitsspeicher kopieren.";

    /// <inheritdoc/>
    public string WaitForDisc => "Sie wird automatisch erkannt; Enter prüft sofort. Ist sie nicht verfügbar, tippen Sie \"weiter\": ";

    /// <inheritdoc/>
    public string WaitLonger => "Die Disc fehlt noch; Enter prüft erneut, mit \"weiter\" geht es ohne sie: ";

    /// <inheritdoc/>
    public string SkipWord => "weiter";

    /// <inheritdoc/>
    public string AskSnapshot(int count) => $"Welche Sicherung, 1 bis {count}, oder Enter für die neueste: ";

    /// <inheritdoc/>
    public string InUse(string device) => $"{device} wird gerade benutzt.";

    /// <inheritdoc/>
    public string AskKeepOrErase(string device) => $"Das Dateisystem auf {device} behalten und ergänzen (b), oder {device} LÖSCHEN und ein neues anlegen (l)? ";

    /// <inheritdoc/>
    public string ConfirmErasing(string device, string description) => $"Alles auf {device} ({description}) geht verloren. Tippen Sie den Namen ein, um zu löschen: ";

    /// <inheritdoc/>
    public string Insert(DiscTitle disc, IReadOnlyList<string> drives) => $"Bitte einlegen in {string.Join(" oder ", drives)}: {DiscTitleText.Of(disc)}.";

    /// <inheritdoc/>
    public Message Of(Problem problem) => Find(problem) ?? GermanMessages.Instance.Of(problem);

    /// <inheritdoc/>
    public string Of(EntryDifference difference) => DifferenceText.Of(difference);

    /// <inheritdoc/>
    public string Of(Cause cause) => cause is Cause.Known(var problem) ? Of(problem).Sentence : CauseText.Of(cause);

    /// <inheritdoc/>
    public string Of(DrillEvent happened) => string.Create(CultureInfo.InvariantCulture, $"[{happened.Uptime,7:F2}] {Sentence(happened)}");

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        NoSnapshotAnywhere => new Message("Weder die Disc noch eine Kopie enthält eine Sicherung", "Versuchen Sie es mit einer anderen Disc."),
        SnapshotNotHere => new Message(
            "Die gewünschte Sicherung ist weder auf der Disc noch auf einer Kopie", "Wählen Sie eine andere Sicherung, oder verbinden Sie die Kopie, auf der sie ist."),
        NoRepositoryAtAddress => new Message("An dieser Adresse ist kein Repository"),
        OtherRepositoryAtAddress => new Message("An dieser Adresse ist ein anderes Repository"),
        PassphraseUnknown => new Message("Die Passphrase passt zu keinem Schlüssel der Disc", "Schlagen Sie die Passphrase nach, und starten Sie die Wiederherstellung neu."),
        KeyringNotOnDisc => new Message("Die Disc hat keinen Schlüsselbund; weder dessen Passphrase noch eine Schlüsseldatei öffnet sie", "Fügen Sie den Schlüssel dem Schlüsselbund hinzu, und erstellen Sie die Disc neu."),
        KeyMediaOpenNothing(var isAnyThere) => isAnyThere
            ? new Message("Keine Schlüsseldatei auf einem USB-Stick öffnet die Disc", "Nehmen Sie einen Schlüssel, der im Schlüsselbund war, als die Disc erstellt wurde.")
            : new Message("Auf keinem USB-Stick ist eine Schlüsseldatei", "Prüfen Sie, ob der Stick eine Schlüsseldatei enthält, und starten Sie die Wiederherstellung neu."),
        SharesOpenNothing => new Message("Die Teile gehören zusammen, passen aber zu keinem Schlüssel der Disc", "Die Disc ist älter als sie, oder ihr Schlüssel wurde entfernt: Versuchen Sie eine andere Disc oder die Teile eines anderen Satzes."),
        TargetDiskMissing(var serial) => new Message($"Dieser Rechner hat keine Festplatte mit der Seriennummer {serial}"),
        TargetNotPrepared(var device, var tool, var code, var words) => new Message($"{device}: {tool} endete mit {code}: {words}", "Wählen Sie eine andere Festplatte."),
        ConsoleGone => new Message("Es gibt keine Konsole mehr, auf der gefragt werden kann"),
        NothingToAlter => new Message("Es wurde keine Datei wiederhergestellt, die sich verändern ließe"),
        EntriesNotRestored(_, var count) => new Message(
            $"{Entries(count)} {(count == 1 ? "konnte" : "konnten")} nicht wiederhergestellt werden", "Lesen Sie das Fehlende von einer anderen Disc oder Kopie."),
        EntriesDiffer(var count) => new Message(
            $"{Entries(count)} {(count == 1 ? "weicht" : "weichen")} nach der Wiederherstellung von der Sicherung ab",
            "Stellen Sie noch einmal wieder her; geschieht es erneut, auf eine andere Festplatte."),
        NewestNotReached(var isSubstitute) => new Message(
            isSubstitute ? "Der Stand der Disc ist wieder da, aber die neueste Sicherung war nicht erreichbar" : "Alles Verlangte ist wieder da, aber eine Kopie hat nicht geantwortet",
            "Verbinden Sie die Kopie, und stellen Sie noch einmal wieder her, um auch die Änderungen seit dieser Disc zu bekommen."),
        EverythingRestored(var entries, var snapshot) => new Message($"Alle {entries} Einträge sind wieder da und stimmen mit der Sicherung {snapshot.Value.Short} überein"),
        _ => null,
    };

    private static string Entries(int count) => count == 1 ? "1 Eintrag" : $"{count} Einträge";

    private static string Sentence(DrillEvent happened) => happened switch
    {
        DrillEvent.Booted e => $"Archivist {e.Program} läuft von {e.Medium}.",
        DrillEvent.ReplicaAnswered e => $"Die Kopie {e.Replica} antwortet.",
        DrillEvent.PassedOver e => $"Beschädigt und übergangen: {e.Reason}.",
        DrillEvent.LatestDoubted e => $"Es ist unsicher, welche Sicherung die neueste ist: {e.Reason}.",
        DrillEvent.ReplicaFailed e => $"Die Kopie {e.Replica} ist nicht verwendbar: {e.Reason}. Es geht ohne sie weiter.",
        DrillEvent.KeyOpened { Key: RecoveryKey.Passphrase } => "Geöffnet mit der Passphrase des Schlüsselbunds.",
        DrillEvent.KeyOpened { Key: RecoveryKey.File } e => $"Geöffnet mit der Schlüsseldatei {e.Name}.",
        DrillEvent.KeyOpened e => $"Geöffnet mit den Teilen „{e.Name}“.",
        DrillEvent.KeyRefused { Key: RecoveryKey.Passphrase } e => $"Die Passphrase des Schlüsselbunds öffnet nichts: {e.Reason}.",
        DrillEvent.KeyRefused { Key: RecoveryKey.File } e => $"Die Schlüsseldatei {e.Name} öffnet nichts: {e.Reason}.",
        DrillEvent.KeyRefused e => $"Die Teile „{e.Name}“ öffnen nichts: {e.Reason}.",
        DrillEvent.Unlocked e => $"Entsperrt; {e.Snapshots} {(e.Snapshots == 1 ? "Sicherung" : "Sicherungen")}.",
        DrillEvent.SnapshotChosen e => $"Die Sicherung {e.Snapshot} vom {e.TakenAt.UtcDateTime:dd.MM.yyyy HH:mm:ss} UTC wird wiederhergestellt.",
        DrillEvent.TargetReady e => $"Das Ziel {e.Device} ist bereit.",
        DrillEvent.FirstFile => "Die erste Datei ist wieder da.",
        DrillEvent.Progress e => $"{e.Files} Dateien, {e.Bytes} Byte bisher.",
        DrillEvent.Restored e => $"{e.Files} Dateien mit {e.Bytes} Byte wiederhergestellt; {e.BytesFromDisc} Byte kamen von der Disc und {e.BytesFromNetwork} über das Netz.",
        DrillEvent.DifferenceFound e => $"Abweichung: {e.Path}: {e.What}",
        DrillEvent.Verdict { Failure: Failure.None } e => $"Fertig: {e.Message}.",
        DrillEvent.Verdict e => $"Fehlgeschlagen ({ExitCode.Of(e.Failure)}): {e.Message}.{(e.Hint is { } hint ? $" {hint}" : "")}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
