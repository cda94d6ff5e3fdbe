using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.App.Messages;

/// <summary>What to type next after a problem of an operation on discs.</summary>
internal static class DiscOperationHints
{
    /// <summary>Null where no command or flag helps more than the general hint.</summary>
    internal static string? Find(Problem problem) => problem switch
    {
        SetNotPlanned => "Plan it with 'archivist disc plan --set NAME'.",
        NoBaseSet p => p.Damage is { } damage ? HintOf(damage) : "Build one first: 'archivist disc plan', then 'archivist disc build --set NAME --all'.",
        NoSnapshotInLedger => "Take one with 'archivist snapshot'.",
        PlannedObjectsUnavailable p => p.IsUnreached ? "Try again when all replicas can be reached, or name available discs with --from-discs." : "Name available discs, this one too, with --from-discs; or remaster it from the readable part of the disc with --from.",
        NoSpaceForCopy => "Name a place with more space with --output.",
        NotAnImage => "Give an image that 'archivist disc build' made.",
        ImageNotAsBuilt p => $"Nothing was burned. Repair it with 'archivist disc repair', build it again, or give --sha256 {p.Whole} if it is meant to be another one.",
        ImageNotComparable p => $"Nothing was burned. {HintOf(p.Reason)} Or give --sha256 with the hash that 'disc build' printed.",
        NoPlanOfDisc => "Make it from the disc itself with --from.",
        PlanOfSetMissing => "Name the settings whose catalogue has the plan with --config, or leave --images out: packs need no plan.",
        NoRecoveryDisc => "Only sets that were planned with --recovery-discs can be rebuilt, and it takes at least one of these discs.",
        SeveralRecoverySets => "Choose one with --set.",
        SourcesUnreadable => "Run as a user who can read them, leave them out with --exclude, or continue without them with --skip-unreadable.",
        ImageTooLarge => "Choose a larger medium, or leave something out with --exclude.",
        NameTwiceOnDisc p => $"Give one another path with --graft PATH={p.Second}, or make one directory of both with --merge.",
        SourceHasNoName p => $"Give it one with --graft NAME={p.Source}.",
        AlreadyProtected p => p.State switch { ProtectionState.Incomplete => $"Finish it with 'archivist disc protect {p.Path} --finish', or remove it with 'archivist disc protect {p.Path} --strip'.", ProtectionState.Whole => "Check it with 'archivist disc verify', or remove its error correction with --strip.", _ => $"Repair it with 'archivist disc repair {p.Path}'." },
        NoCorrectionBegun => "Leave out --finish.",
        CorrectionStillNeeded p => $"Repair it first with 'archivist disc repair {p.Path}'.",
        FitsNoMedium => "Split it over several discs, or give --redundancy.",
        ImageNotNamed => "Name another file with --output.",
        NoCatalogue => "Give --config, or leave out --disc.",
        NoImageThere => "Build one with 'archivist disc build'.",
        NoFileMatches => "Try 'archivist find' with a wider pattern.",
        NoDiscNamed => "See 'archivist disc list'.",
        DiscNotBuilt p => $"Run 'archivist disc build --set {p.Disc.Set} --all'.",
        _ => null,
    };

    private static string? HintOf(Problem problem) => DiscsHints.Find(problem) ?? ImagesHints.Find(problem) ?? CorrectionHints.Find(problem) ?? CommandLineMessages.Instance.Of(problem).Hint;
}
