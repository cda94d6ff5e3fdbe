using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>English for the problems of templates, planning and building.</summary>
internal static class DiscBuildingMessages
{
    private const string LargerMedium = "Choose a template for a larger medium, or one without error correction.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        PageTemplateInvalid(var file, { } placeholder) => new Message($"{file}: has the unknown placeholder {{{{{placeholder}}}}}", "Correct the template of the page."),
        PageTemplateInvalid(var file, _) => new Message($"{file}: has a {{{{ that is not a placeholder", "Correct the template of the page."),
        PageLineTooLong(var file, var line, var limit) => new Message($"{file}: line {line} of the finished page is longer than {limit} characters", "Correct the template of the page."),
        PageNotAscii(var file, var line) => new Message($"{file}: line {line} of the finished page has characters that are not printable ASCII", "Correct the template of the page."),
        MediumTooSmall(var template, var medium, var needed, var capacity) => new Message(
            $"disc {template}: {Quantity.Bytes(needed)} are needed, and {Quantity.Bytes(capacity)} fit on one {medium}", "Choose a template for a larger medium, or plan a set of several discs."),
        CorrectionDoesNotFit(var template, var cause) => new Message($"disc {template}: {CauseText.Of(cause)}", LargerMedium),
        DiscOutgrewPlan(var disc, var needed, var capacity) => new Message(
            $"{DiscTitleText.Of(disc)}: {Quantity.Bytes(needed)} are needed by now, and {Quantity.Bytes(capacity)} fit; the template or the recovery environment has grown since the set was planned", "Plan a new set."),
        RecoveryTooLarge(var set, var discs, var slices, var limit) => new Message(
            $"set {set}: with {slices} slices on a disc, {discs} lost discs are too many to compute; at most {limit} slices are computed at a time", "Choose smaller media or fewer recovery discs, or repack into larger packs."),
        ImageNeedsSpace(var path, var bytes, var missing) => new Message(
            $"{path}: no space left for an image of {Quantity.Bytes(bytes)}; about {Quantity.Bytes(missing)} more would be needed", "Free some space, or choose another place."),
        SourceNotReadable(var path, var cause) => new Message($"{path}: {CauseText.Of(cause)}", "Name files and directories that you may read."),
        SourceIsSpecial(var path) => new Message($"{path}: is neither a file nor a directory", "Name the file itself."),
        _ => null,
    };
}
