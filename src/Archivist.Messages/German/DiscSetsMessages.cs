using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.German;

/// <summary>German for the problems and notices of disc sets.</summary>
internal static class DiscSetsMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        RecoveryDataForeign(var path) => new Message($"PAR2: {path} ist kein Pack eines Repositorys", "Nehmen Sie die Korrektur-Discs des Satzes."),
        NoSpaceToCompute(var folder, var set, { } needed, { } free) => new Message(
            $"{folder}: Was vom Satz {set} fehlt, zu berechnen braucht {Quantity.Bytes(needed)}, und {Quantity.Bytes(free)} sind frei",
            "Geben Sie ein Verzeichnis auf einer größeren Festplatte an, oder halten Sie alle anderen Discs des Satzes gleichzeitig bereit, als Abbilder in einem Verzeichnis: Dann werden sie nicht kopiert."),
        NoSpaceToCompute(var folder, var set, _, _) =>
            new Message($"{folder}: Für das, was vom Satz {set} fehlt, ist kein Speicherplatz mehr frei", "Geben Sie ein Verzeichnis auf einer größeren Festplatte an."),
        RecoveryDiscMissing(var set) => new Message(
            $"Keine Korrektur-Disc des Satzes {set} ist verfügbar", "Nur Sätze mit Korrektur-Discs lassen sich neu berechnen, und dazu braucht es mindestens eine davon."),
        SetUnrecoverable(var set, var missing, var recovery) => new Message(
            $"Satz {set}: Auf den vorhandenen Discs fehlen {missing} Blöcke, und es gibt nur {recovery} Korrekturblöcke", "Suchen Sie weitere Discs des Satzes."),
        ComputedPackWrong(var name, var digest) => new Message($"{name}: Der berechnete Inhalt hat die SHA-256-Summe {digest.Short}", "Nehmen Sie andere Korrektur-Discs des Satzes."),
        ObjectDamagedOnDisc(var name, var disc) => new Message(
            $"{name}: beschädigt ({DiscTitleText.Of(disc)}), und keine andere Disc damit ist verfügbar", "Legen Sie eine andere Kopie dieser Disc ein, oder geben Sie eine andere Kopie des Repositorys an."),
        ObjectOnAbsentDisc(var name, var disc, var isComputable) => new Message($"{name} liegt auf einer Disc, die nicht verfügbar ist: {DiscTitleText.Of(disc)}", isComputable
            ? "Legen Sie diese Disc ein. Ist sie verloren, halten Sie alle anderen Discs ihres Satzes bereit: Mit den Korrektur-Discs ergeben sie ihren Inhalt."
            : "Legen Sie diese Disc ein, und versuchen Sie es erneut."),
        ObjectUnreadableOnDisc(var disc, var name, var cause) => new Message(
            $"{name} kann nicht gelesen werden ({DiscTitleText.Of(disc)}): {CauseText.Of(cause)}", "Reinigen Sie die Disc, oder nehmen Sie eine andere Kopie."),
        ObjectOverlong(var name, var length) => new Message($"{name}: {Quantity.Bytes(length)} ist mehr, als je geschrieben wird"),
        DiscOfOtherRepository(var place) => new Message($"{place}: Diese Disc gehört zu einem anderen Repository als die übrigen", "Geben Sie nur Discs eines Archivs an."),
        NoReadableDisc(var location) => new Message(
            $"{location}: Hier ist keine lesbare Disc", "Prüfen Sie den Pfad, die Berechtigungen und ob eine Disc im Laufwerk liegt."),
        SetHasNoPacks => new Message("Korrektur-Discs: Der Satz enthält keine Packs", "Lassen Sie sie weg."),
        SetNotProtectable(var packs, var longest, var mostPacks, var longestAllowed) => new Message(
            packs > mostPacks
                ? $"Korrektur-Discs: PAR2 unterscheidet {mostPacks} Packs, und der Satz hat {packs}"
                : $"Korrektur-Discs: Der längste Pack hat {Quantity.Bytes(longest)}, und PAR2 nimmt höchstens {Quantity.Bytes(longestAllowed)}",
            "Packen Sie mit einer anderen Packgröße neu, oder bilden Sie kleinere Sätze: einen vollen und Differenzen."),
        NoSpaceForPacks => new Message("Für Kopien von Packs ist kein Speicherplatz mehr frei", "Wählen Sie ein größeres Ziel, und versuchen Sie es erneut."),
        RecoveryNotPossible(var set, var cause) => new Message($"Was vom Satz {set} fehlt, kann nicht berechnet werden: {CauseText.Of(cause)}"),
        ComputingSet(var set, var bytes) => new Message($"{Quantity.Bytes(bytes)} des Satzes {set} werden aus seinen anderen Discs berechnet"),
        ComputingNeedsSpace(var set, var needed, var folder, var free) => new Message(
            $"Was vom Satz {set} fehlt, wird aus seinen anderen Discs berechnet. Das braucht bis zu {Quantity.Bytes(needed)} in {folder}; {Quantity.Bytes(free)} sind dort frei"),
        PackNotAtHand(var pack, null, null, true) => new Message($"Ein Teil davon liegt im Paket {pack.Value.Short}, das beschädigt ist"),
        PackNotAtHand(var pack, null, null, false) => new Message($"Ein Teil davon liegt im Paket {pack.Value.Short}, das auf keiner bekannten Disc ist"),
        PackNotAtHand(_, null, { } away, _) => new Message($"Ein Teil davon liegt auf einer Disc, die nicht verfügbar war: {DiscTitleText.Of(away)}"),
        PackNotAtHand(_, { } damaged, null, _) => new Message($"Ein Teil davon ist beschädigt und war nirgends sonst zu finden: {DiscTitleText.Of(damaged)}"),
        PackNotAtHand(_, { } damaged, { } away, _) => new Message($"Ein Teil davon ist auf einer Disc beschädigt, und eine andere, die ihn auch hat, war nicht verfügbar: {DiscTitleText.Of(damaged)}; {DiscTitleText.Of(away)}"),
        PackDamagedOnDisc(var disc, var pack, var cause) =>
            new Message($"Pack {pack.Value.Short} ist beschädigt und wird anderswo gesucht ({DiscTitleText.Of(disc)}): {CauseText.Of(cause)}"),
        ObjectLookedForElsewhere(var disc, var name) => new Message($"{name} ist beschädigt und wird auf einer anderen Disc gesucht ({DiscTitleText.Of(disc)})"),
        DiscNoticed(var drive, var disc) => new Message($"In {drive}: {DiscTitleText.Of(disc)}"),
        DiscAccepted(var disc) => new Message($"Gelesen wird {DiscTitleText.Of(disc)}"),
        _ => null,
    };
}
