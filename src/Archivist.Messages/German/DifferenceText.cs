using Archivist.Platform.FileSystem;
using Archivist.Restore.Comparing;

namespace Archivist.Messages.German;

/// <summary>Differences between a directory and a snapshot in German.</summary>
public static class DifferenceText
{
    /// <summary>A predicate, to be put behind the path.</summary>
    public static string Of(EntryDifference difference) => difference switch
    {
        EntryDifference.Missing => "fehlt",
        EntryDifference.Extra => "ist nicht im Snapshot enthalten",
        EntryDifference.ForeignType(var type) => $"lässt sich nicht vergleichen: Der Typ war '{type}'",
        EntryDifference.Unreadable(var cause) => $"lässt sich nicht lesen: {CauseText.Of(cause)}",
        EntryDifference.OtherType(var now, var before) => $"hat den Typ {Of(now)}, hatte {Of(before)}",
        EntryDifference.TooDeep => "wird nicht weiter verglichen: Der Pfad ist zu lang",
        EntryDifference.OtherTarget => "verweist auf ein anderes Ziel",
        EntryDifference.OtherDevice => "ist ein anderes Gerät",
        EntryDifference.OtherMode(var now, var before) => $"hat die Rechte {Octal(now)}, hatte {Octal(before)}",
        EntryDifference.OtherOwner(var user, var group, var userBefore, var groupBefore) => $"gehört {user}:{group}, gehörte {userBefore}:{groupBefore}",
        EntryDifference.OtherTime(var now, var before) => $"wurde {now} geändert, richtig wäre {before}",
        EntryDifference.OtherAttributes => "hat andere erweiterte Attribute",
        EntryDifference.HardLinkBroken => "ist kein Hardlink mehr auf dieselbe Datei",
        EntryDifference.OtherLength(var now, var before) => $"hat {now} Byte, hatte {before}",
        EntryDifference.BlobMissing(var blob) => $"lässt sich nicht vergleichen: Der Blob {blob} ist in keinem Index",
        EntryDifference.OtherContent(var from, var to) => $"hat zwischen den Bytes {from} und {to} anderen Inhalt",
        EntryDifference.LengthContradicted(var length, var blobs) => $"hat {length} Byte, aber seine Blobs ergeben {blobs}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(NodeType? type) => type switch
    {
        NodeType.File => "Datei",
        NodeType.Directory => "Verzeichnis",
        NodeType.SymbolicLink => "symbolischer Link",
        NodeType.BlockDevice => "Blockgerät",
        NodeType.CharacterDevice => "zeichenorientiertes Gerät",
        NodeType.Fifo => "benannte Pipe",
        NodeType.Socket => "Socket",
        _ => "unbekannt",
    };

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
