using Archivist.Messages.English;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for the problems of operations on discs.</summary>
internal static class DiscOperationMessages
{
    /// <summary>Null for a problem of another room.</summary>
    internal static Message? Find(Problem problem) => OfSet(problem) ?? OfImage(problem) ?? OfCatalogue(problem);

    /// <summary>Planning and building sets, and rebuilding what is lost of them.</summary>
    private static Message? OfSet(Problem problem) => problem switch
    {
        SetNotPlanned p => new Message($"set '{p.Set}': it was not planned"),
        SetNameInvalid p => new Message($"invalid set name '{p.Name}'",
            "Use at most 63 letters, digits, dots, hyphens and underscores; start with a letter or digit."),
        SetExists p => new Message($"set '{p.Name}' is planned already",
            "Choose another name; a plan is never changed, because its discs may exist."),
        NoBaseSet p => new Message((p.Name is null ? "there is no full set of which all discs were built" : $"there is no full set '{p.Name}' of which all discs were built") + (p.Damage is { } damage ? $", as far as the catalogue can be read; {CommandLineMessages.Instance.Of(damage).Sentence}" : ""),
            "Build a full set first."),
        NoSnapshotInLedger p => new Message($"{p.Repository}: the ledger knows no snapshot in it",
            "Take a snapshot first."),
        DiscNumberInvalid p => new Message($"set '{p.Set}' has {Quantity.Count(p.Of, "disc", "discs")}, and no disc {p.Number}",
            $"Give a number from 1 to {p.Of}."),
        SetOfOtherRepository p => new Message($"set '{p.Set}': it was planned for another repository than {p.Location}",
            "Plan a new set."),
        PlannedObjectsGone p => new Message($"disc {p.Volume} of {p.Of} of {p.Set}: {Quantity.Count(p.Count, "object", "objects")} of the plan are gone from the repository {p.Location}, the first is {p.First}",
            "Plan a new set: what was pruned or removed cannot be put on a disc any more."),
        PlannedObjectsUnavailable p => new Message($"disc {p.Volume} of {p.Of} of {p.Set}: {Quantity.Count(p.Count, "object", "objects")} of the plan cannot be read intact from {string.Join(", ", p.Places)}; the first is {p.First}",
            p.IsUnreached ? "Try again when all replicas can be reached." : "Add discs that hold them."),
        LedgerCopyMissing p => new Message($"{p.Folder}: the copy of the ledger that was planned for these discs is missing, so they carry none",
            "Plan a new set if they shall, or bring that directory back and build them again."),
        BuiltImageDamaged p => new Message($"{p.Path}: {CommandLineMessages.Instance.Of(p.Finding).Sentence}",
            "Build it again on another disk."),
        ForeignRepositoryThere p => new Message($"{p.Place}: holds another repository"),
        NoRepositoryThere p => new Message($"{p.Place}: holds no repository"),
        NoSpaceForCopy p => new Message($"{p.Path}: no space is left for what is fetched from {p.From}",
            "Choose a place with more space."),
        _ => null,
    };

    /// <summary>Images, what is put on them, and their error correction.</summary>
    private static Message? OfImage(Problem problem) => problem switch
    {
        NotAnImage p => new Message($"{p.Path}: {p.Bytes} bytes are not whole sectors, so it is no disc image",
            "Give an image of a disc."),
        ImageCutShort p => new Message($"{p.Path}: the image ends {p.MissingBytes} bytes too early; it was cut short",
            "Copy or build it again; nothing was changed."),
        ImageUnreadable p => new Message($"{p.Path}: {p.Bytes} bytes cannot be read",
            "Build the image again, or choose another place for it."),
        ImageHashDiffers p => new Message($"{p.Path}: has the SHA-256 {p.Whole}{(p.Data is { } data ? $", and {data} without its error correction," : "")} instead of {p.Wanted}",
            "Build the image again; nothing was burned."),
        ImageNotAsBuilt p => new Message(p.KnownData == p.Data.ToString() ? $"{p.Path}: its error correction is not the one that was built: the SHA-256 of all is {p.Whole}, and {p.KnownWhole} in the catalogue" : $"{p.Path}: it is not the image that was built: its SHA-256 is {p.Data}, and {p.KnownData} in the catalogue",
            "Nothing was burned. Repair the image, or build it again."),
        ImageNotComparable p => new Message($"{p.Path}: it cannot be compared with what was built: {CommandLineMessages.Instance.Of(p.Reason).Sentence}",
            "Nothing was burned."),
        NoPlanOfDisc p => new Message($"{DiscTitleText.Of(p.Disc)}: there is no plan to make it again by",
            "Make it from the disc itself."),
        OtherDiscInserted p => new Message($"{p.Place}: it is disc {p.Found}, not {p.Wanted}",
            "Insert the right disc."),
        PlanOfSetMissing p => new Message($"the plan of set {p.Set} is missing, and an image is made by it",
            "Name the settings whose catalogue has the plan."),
        NoRecoveryDisc p => new Message($"there is no recovery disc{(p.Set is null ? "" : $" of set {p.Set}")} among the discs that are known",
            "Only sets that were planned with recovery discs can be rebuilt, and it takes at least one of these discs."),
        SeveralRecoverySets p => new Message($"there are recovery discs of several sets: {string.Join(", ", p.Sets)}",
            "Choose one of the sets."),
        SourcesUnreadable p => new Message($"{Quantity.Count(p.Count, "file or directory", "files and directories")} cannot be read; nothing was written",
            "Run as a user who can read them, or leave them out."),
        ImageTooLarge p => new Message($"the image needs {Quantity.Bytes(p.Needed)}, and {Quantity.Bytes(p.Capacity)} fit on {p.Medium}: {Quantity.Bytes(p.Needed - p.Capacity)} too many; nothing was written",
            "Choose a larger medium, or leave something out."),
        NameTwiceOnDisc p => new Message($"{p.First} and {p.Second}: both would be '{p.Name}' on the disc",
            "Give one of them another path, or merge them."),
        SourceHasNoName p => new Message($"{p.Source}: has no name that it could have on the disc",
            "Give it a path on the disc."),
        EpochInvalid p => new Message($"SOURCE_DATE_EPOCH is '{p.Text}', which is not a number of seconds",
            "Unset it, or give seconds since 1970."),
        AlreadyProtected p => new Message(p.State is ProtectionState.Incomplete ? $"{p.Path}: its error correction is incomplete: adding it was interrupted, or it was damaged; nothing is known to be wrong with the image in front of it" : $"{p.Path}: it has error correction already{(p.State is ProtectionState.Whole ? "" : ", and is damaged")}",
            "Finish, repair or remove its error correction first."),
        NoCorrectionBegun p => new Message($"{p.Path}: no error correction was begun in it",
            "Add error correction instead."),
        NoCorrectionFound p => new Message($"{p.Path}: no error correction was found in it",
            p.IsNeeded ? "Use another copy of the disc or image." : "Check the path."),
        CorrectionStillNeeded p => new Message($"{p.Path}: the image is damaged, and its error correction may give it back",
            "Repair the image first."),
        FitsNoMedium p => new Message($"{p.Path}: {Quantity.Bytes(p.Bytes)} and error correction fit on no medium",
            "Split it over several discs, or choose the redundancy instead."),
        ImageNotChangeable p => new Message($"{p.Path}: cannot be changed: {CommandLineMessages.Instance.Of(p.Cause)}",
            "Check its permissions, and that no other run works on it."),
        ImageNotNamed p => new Message($"{p.Path}: the image cannot be given its name: {CommandLineMessages.Instance.Of(p.Cause)}",
            "Choose another name."),
        PathNotInspectable p => new Message($"{p.Path}: {CommandLineMessages.Instance.Of(p.Cause)}",
            "Check the permissions and the file system of that path."),
        _ => null,
    };

    /// <summary>The catalogue, settings and labels.</summary>
    private static Message? OfCatalogue(Problem problem) => problem switch
    {
        NoCatalogue p => new Message($"disc {p.Disc} is a disc of the catalogue, and there are no settings that say where that is",
            "Name the settings."),
        ReplicaNotInSettings p => new Message($"{p.SettingsFile} names no replica {p.Name}",
            "Choose one of the settings file."),
        NoImageThere p => new Message($"{p.Directory}: there is no image",
            "Build a disc first."),
        NoFileMatches => new Message("no file in any snapshot is covered by that pattern",
            "Try a wider pattern."),
        NoDiscNamed p => new Message(p.Set is { } name ? $"set {name}: no disc of it is in the catalogue" : "no disc is named",
            "Name a disc of the catalogue."),
        DiscNotBuilt p => new Message($"{DiscTitleText.Of(p.Disc)}: it was not built yet, and its label carries the hash of its image",
            "Build the disc first."),
        _ => null,
    };
}
