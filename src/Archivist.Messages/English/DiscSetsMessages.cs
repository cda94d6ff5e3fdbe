using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.Messages.English;

/// <summary>English for the problems and notices of disc sets.</summary>
internal static class DiscSetsMessages
{
    /// <summary>Null for another problem.</summary>
    internal static Message? Find(Problem problem) => problem switch
    {
        RecoveryDataForeign(var path) => new Message($"PAR2: {path} is not a pack of a repository", "Use the recovery discs of the set."),
        NoSpaceToCompute(var folder, var set, { } needed, { } free) => new Message(
            $"{folder}: computing what is missing of set {set} takes {Quantity.Bytes(needed)}, and {Quantity.Bytes(free)} are free",
            "Name a directory on a larger disk, or provide all other discs of the set at once, as images in one directory: then they are not copied."),
        NoSpaceToCompute(var folder, var set, _, _) => new Message($"{folder}: no space is left for what is missing of set {set}", "Name a directory on a larger disk."),
        RecoveryDiscMissing(var set) => new Message(
            $"no recovery disc of set {set} is available", "Only sets that were planned with recovery discs can be rebuilt, and it takes at least one of these discs."),
        SetUnrecoverable(var set, var missing, var recovery) => new Message(
            $"set {set}: {missing} slices are missing on the available discs, and there are {recovery} recovery slices", "Find further discs of the set."),
        ComputedPackWrong(var name, var digest) => new Message($"{name}: the computed content has the SHA-256 {digest.Short}", "Use other recovery discs of the set."),
        ObjectDamagedOnDisc(var name, var disc) =>
            new Message($"{name}: damaged on {DiscTitleText.Of(disc)}, and no other disc with it is available", "Insert another copy of that disc, or name a replica."),
        ObjectOnAbsentDisc(var name, var disc, var isComputable) => new Message($"{name}: it is on {DiscTitleText.Of(disc)}, which is not available", isComputable
            ? "Insert that disc; if it is lost, provide all other discs of its set: its content can be computed from them and the recovery discs."
            : "Insert that disc and try again."),
        ObjectUnreadableOnDisc(var disc, var name, var cause) =>
            new Message($"{DiscTitleText.Of(disc)}: cannot read {name}: {CauseText.Of(cause)}", "Clean the disc or use another copy."),
        ObjectOverlong(var name, var length) => new Message($"{name}: {Quantity.Bytes(length)} is more than any writer makes"),
        DiscOfOtherRepository(var place) => new Message($"{place}: this disc belongs to another repository than the others", "Name only discs of one archive."),
        NoReadableDisc(var location) => new Message($"{location}: there is no readable disc", "Check the path, the permissions, and that a disc is in the drive."),
        SetHasNoPacks => new Message("recovery discs: the set has no packs", "Leave them out."),
        SetNotProtectable(var packs, var longest, var mostPacks, var longestAllowed) => new Message(
            packs > mostPacks
                ? $"recovery discs: PAR2 supports at most {mostPacks} packs, and the set has {packs}"
                : $"recovery discs: the longest pack has {Quantity.Bytes(longest)}, and PAR2 takes at most {Quantity.Bytes(longestAllowed)}",
            "Repack with another pack size, or make smaller sets: a full one and deltas."),
        NoSpaceForPacks => new Message("no space is left for copies of packs", "Choose a larger target and try again."),
        RecoveryNotPossible(var set, var cause) => new Message($"What is missing of set {set} cannot be computed: {CauseText.Of(cause)}"),
        ComputingSet(var set, var bytes) => new Message($"Computing {Quantity.Bytes(bytes)} of set {set} from its other discs"),
        ComputingNeedsSpace(var set, var needed, var folder, var free) => new Message(
            $"What is missing of set {set} is computed from its other discs. That takes up to {Quantity.Bytes(needed)} in {folder}, where {Quantity.Bytes(free)} are free"),
        PackNotAtHand(var pack, null, null, true) => new Message($"a part of it is in pack {pack.Value.Short}, which is damaged"),
        PackNotAtHand(var pack, null, null, false) => new Message($"a part of it is in pack {pack.Value.Short}, which is on no known disc"),
        PackNotAtHand(_, null, { } away, _) => new Message($"a part of it is on {DiscTitleText.Of(away)}, which was not available"),
        PackNotAtHand(_, { } damaged, null, _) => new Message($"a part of it is damaged on {DiscTitleText.Of(damaged)}, and nothing else that was available has it"),
        PackNotAtHand(_, { } damaged, { } away, _) => new Message($"a part of it is damaged on {DiscTitleText.Of(damaged)}, and {DiscTitleText.Of(away)}, which has it too, was not available"),
        PackDamagedOnDisc(var disc, var pack, var cause) =>
            new Message($"{DiscTitleText.Of(disc)}: pack {pack.Value.Short} is damaged there and is looked for elsewhere: {CauseText.Of(cause)}"),
        ObjectLookedForElsewhere(var disc, var name) => new Message($"{DiscTitleText.Of(disc)}: {name} is damaged there and is looked for on another disc"),
        DiscNoticed(var drive, var disc) => new Message($"In {drive}: {DiscTitleText.Of(disc)}"),
        DiscAccepted(var disc) => new Message($"Reading {DiscTitleText.Of(disc)}"),
        _ => null,
    };
}
