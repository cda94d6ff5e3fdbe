using Archivist.Images.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for what the verification of an image finds.</summary>
internal static class ImageFindingMessages
{
    private const int BlockSize = 2048;

    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        ImageTruncated(var length, var missing) => At("image", length, $"ends {missing} bytes early"),
        ImageBytesUnreadable(var offset, _, var cause) => At("block", offset, $"cannot be read: {CauseText.Of(cause)}"),
        ImageStructureDamaged(var thing, var offset, var cause) => At(thing, offset, CauseText.Of(cause)),
        ImageChecksumWrong(var kind, var offset, var blocks) => At(kind, offset, $"does not match the {blocks} blocks before it"),
        ImageTreesDiffer(var path, var offset, var difference) => At(path, offset, Of(difference)),
        ImageObjectDamaged(var path, var offset, var actual) => At(path, offset, $"the content has the SHA-256 {actual}"),
        ImageHashWrong(var expected, var actual) => At("image", 0, $"has the SHA-256 {actual} instead of {expected}"),
        ImageUnchecked(var isUdfOnly) => new Message(isUdfOnly
            ? "the image has UDF only and no checksums: only that all of it can be read was checked"
            : "the image was made by another program and has no known checksums: only that all of it can be read was checked"),
        TreeSizesDiffer(var udf, var iso) => new Message($"UDF has {udf} names, and ISO 9660 {iso}"),
        UdfUnusual(var thing, var block, var cause) =>
            new Message($"UDF: {thing} at block {block} {CauseText.Of(cause)}, which may be a habit of the program that made it; ISO 9660 was read whole"),
        _ => null,
    };

    private static Message At(string thing, long offset, string cause) => new($"{thing} at block {offset / BlockSize} (byte {offset}): {cause}");

    private static string Of(TreeDifference difference) => difference switch
    {
        TreeDifference.MissingInUdf => "is not in UDF",
        TreeDifference.OnlyInUdf => "is in UDF only",
        TreeDifference.Kind => "is of another kind in UDF",
        TreeDifference.Place => "lies elsewhere in UDF",
        TreeDifference.Target => "points elsewhere in UDF",
        TreeDifference.Mode => "has another mode in UDF",
        TreeDifference.Owner => "has another owner in UDF",
        TreeDifference.Device => "is another device in UDF",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
