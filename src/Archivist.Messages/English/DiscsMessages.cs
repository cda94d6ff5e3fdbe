using Archivist.Discs.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Messages.English;

/// <summary>English for the problems of discs.</summary>
internal static class DiscsMessages
{
    private const string HowToName = "Give the id of the disc, or at least four characters of it.";

    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) =>
        FindStored(problem) ?? DiscSetsMessages.Find(problem) ?? BurningMessages.Find(problem) ?? RescueMessages.Find(problem) ?? OutputMessages.Find(problem);

    private static Message? FindStored(Problem problem) => problem switch
    {
        DiscUnknown(var reference, var someUnreadable) =>
            new Message($"disc '{reference}': not in the catalogue{(someUnreadable ? ", unless it is one whose record cannot be read" : "")}", HowToName),
        DiscAmbiguous(var reference, var count) => new Message($"disc '{reference}': ambiguous, {count} discs match", HowToName),
        DiscNotInCatalogue(var disc, var catalogue) => new Message($"disc {disc}: not in the catalogue {catalogue}"),
        PlaceTextInvalid => new Message("a place or a holder is one line of up to 1000 characters", "Write it shorter."),
        CatalogueRecordUnreadable(var path, var cause) => new Message(
            $"cannot read {path}: {CauseText.Of(cause)}", "Check the permissions and the disk; the record is also in the catalogue's snapshots in the repository."),
        CatalogueRecordMisnamed(var path, var disc) => new Message($"{path}: this is the record of disc {disc}", "Give the file the name of its disc again."),
        CatalogueRecordInvalid(var place, var fault) => new Message(
            $"{place}: not a valid disc record: {Of(fault)}",
            "Restore the file: it is in the snapshots with the tag archivist-catalogue, and as planned on every later disc."),
        CatalogueLocked(var catalogue) => new Message($"{catalogue}: another process is writing to the catalogue", "Wait until it has finished, then try again."),
        DiscFolderMissing(var location, var folder) => new Message($"{location}: has no directory {folder}", "Insert a disc that holds a repository."),
        DiscWithoutRepository(var location) => new Message($"{location}: holds no repository", "Use a disc or an image with a repository on it."),
        PlanObjectInvalid(var set, var path) => new Message($"plan of {set}: {path} is not an object of a repository", "Plan the set again."),
        PlanInvalid(var place) => new Message($"{place}: not a valid plan of a disc set", "Plan the set again under another name."),
        SetTooManyDiscs(var most) => new Message($"the set would have more than {most} discs", "Choose a larger medium."),
        MediumTooSmallForPack(var volume, var medium, var capacity, var pack) => new Message(
            $"volume {volume}, {medium}: {capacity} bytes are too few for what every disc carries and one pack of {pack} bytes",
            "Choose a larger medium, or one without the recovery environment."),
        MediumTooSmallForCommon(var medium, var needed, var capacity) => new Message(
            $"{medium}: {needed} bytes are needed for what every disc carries, and {capacity} fit", "Choose a larger medium, or one without the recovery environment."),
        SnapshotNeedsUnknownBlob(var snapshot, var blob) =>
            new Message($"snapshot/{snapshot}: needs blob {blob}, which no index knows", "Check the repository, and repair its index or copy what is missing from a replica."),
        _ => null,
    };

    private static string Of(RecordFault fault) => fault switch
    {
        RecordFault.TooLong(var most) => $"it is longer than {most} bytes",
        RecordFault.Empty => "the file is empty",
        RecordFault.NotParsed(var line, var cause) => (line is null ? "" : $"line {line}: ") + CauseText.Of(cause),
        RecordFault.FormatUnknown(var format, var known) => $"its format is {format}, and only {known} is known",
        RecordFault.FieldInvalid(var field) => $"the field {field} has a value that it cannot have",
        RecordFault.BeyondItsSet(var volume, var of) => $"its number is {volume}, but its set has {of} discs",
        RecordFault.ImageShorterProtected => "its image is shorter with error correction than without",
        RecordFault.PackTwice => "a pack is on it twice",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
