using Archivist.Keys.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for the problems of shares on paper.</summary>
internal static class ShareMessages
{
    private const string Compare = "Vergleichen Sie jedes Wort mit dem Papier.";
    private const string TestEach = "Prüfen Sie jeden Teil für sich; mindestens einer stammt aus einem anderen Satz.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ShareWordUnknown(var position, var word, var candidates) => new Message(
            $"Teil: Wort {position}, „{word}“, steht nicht in der Wortliste von SLIP-39", candidates.Count == 0 ? "Vergleichen Sie es mit dem Papier." : $"Ist eines von diesen gemeint: {string.Join(", ", candidates)}?"),
        ShareLengthWrong(var words) => new Message($"Teil: {words} Wörter; ein Teil hat 20 Wörter (128 Bit) oder 33 Wörter (256 Bit)", "Zählen Sie die Wörter auf dem Papier: Eines fehlt oder steht doppelt."),
        ShareChecksumWrong([]) => new Message("Teil: Die Prüfsumme ist falsch; mehr als ein Wort ist falsch", Compare),
        ShareChecksumWrong([var position]) => new Message($"Teil: Die Prüfsumme ist falsch; Wort {position} ist vielleicht falsch", "Vergleichen Sie zuerst dieses Wort mit dem Papier, dann die anderen."),
        ShareChecksumWrong(var positions) => new Message(
            $"Teil: Die Prüfsumme ist falsch; die Wörter {string.Join(" und ", positions)} sind vielleicht vertauscht oder falsch", "Vergleichen Sie zuerst diese Wörter mit dem Papier, dann die anderen."),
        SharePaddingWrong => new Message("Teil: Die Füllbits sind nicht null, also wurde er nicht nach SLIP-39 gemacht", Compare),
        ShareGroupsWrong(var threshold, var count) => new Message($"Teil: Er verlangt {threshold} von {count} Gruppen, was SLIP-39 nicht erlaubt", Compare),
        ShareOfOtherSet(var number, var words, var expected) => new Message(
            $"Teil {number} beginnt mit „{words}“ und gehört zu einem anderen Satz als der erste, der mit „{expected}“ beginnt", "Nehmen Sie Teile, die mit denselben zwei Wörtern beginnen."),
        SharesContradict(null) => new Message("Die Gruppen der Teile gehören nicht zusammen", TestEach),
        SharesContradict(var group) => new Message($"Die Teile der Gruppe {group} gehören nicht zusammen", TestEach),
        SharesMissing(var set, var needed, var complete, _) => new Message($"Teile „{set}“: {complete} von {needed} nötigen Gruppen sind vollständig", "Geben Sie die fehlenden Teile dazu; jeder beginnt mit diesen zwei Wörtern."),
        SheetRowWrong(var row) => new Message($"Zeile {row} passt nicht zu ihrer Prüfzahl", "Vergleichen Sie die Wörter dieser Zeile und die Prüfzahl dahinter mit dem Papier."),
        _ => null,
    };
}
