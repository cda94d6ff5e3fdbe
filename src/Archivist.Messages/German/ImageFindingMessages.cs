using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.German;

/// <summary>German for what the verification of an image finds.</summary>
internal static class ImageFindingMessages
{
    private const int BlockSize = 2048;

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ImageTruncated(var length, var missing) => At("Abbild", length, $"endet {missing} Byte zu früh"),
        ImageBytesUnreadable(var offset, _, var cause) => At("Block", offset, $"nicht lesbar: {CauseText.Of(cause)}"),
        ImageStructureDamaged(var thing, var offset, var cause) => At(thing, offset, CauseText.Of(cause)),
        ImageChecksumWrong(var kind, var offset, var blocks) => At(kind, offset, $"passt nicht zu den {blocks} Blöcken davor"),
        ImageTreesDiffer(var path, var offset, var difference) => At(path, offset, Of(difference)),
        ImageObjectDamaged(var path, var offset, var actual) => At(path, offset, $"der Inhalt hat die SHA-256-Summe {actual}"),
        ImageHashWrong(var expected, var actual) => At("Abbild", 0, $"hat die SHA-256-Summe {actual} statt {expected}"),
        ImageUnchecked(var isUdfOnly) => new Message(isUdfOnly
            ? "Das Abbild hat nur UDF und keine Prüfsummen: Geprüft wurde nur, dass alles lesbar ist"
            : "Das Abbild stammt von einem anderen Programm und hat keine bekannten Prüfsummen: Geprüft wurde nur, dass alles lesbar ist"),
        TreeSizesDiffer(var udf, var iso) => new Message($"UDF hat {udf} Namen, ISO 9660 hat {iso}"),
        UdfUnusual(var thing, var block, var cause) =>
            new Message($"UDF: {thing} bei Block {block}: {CauseText.Of(cause)}; das kann eine Eigenheit des Programms sein, das es erzeugt hat. ISO 9660 wurde vollständig gelesen"),
        _ => null,
    };

    private static Message At(string thing, long offset, string cause) => new($"{thing} bei Block {offset / BlockSize} (Byte {offset}): {cause}");

    private static string Of(TreeDifference difference) => difference switch
    {
        TreeDifference.MissingInUdf => "fehlt in UDF",
        TreeDifference.OnlyInUdf => "ist nur in UDF",
        TreeDifference.Kind => "ist in UDF von anderer Art",
        TreeDifference.Place => "liegt in UDF anderswo",
        TreeDifference.Target => "zeigt in UDF anderswohin",
        TreeDifference.Mode => "hat in UDF andere Rechte",
        TreeDifference.Owner => "hat in UDF einen anderen Besitzer",
        TreeDifference.Device => "ist in UDF ein anderes Gerät",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
