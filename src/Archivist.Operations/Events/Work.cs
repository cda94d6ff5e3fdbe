namespace Archivist.Operations.Events;

/// <summary>Pieces of work that report how far they are. Each counts bytes unless its summary names something else.</summary>
public enum Work
{
    /// <summary>Reading sources; counts files besides.</summary>
    Capturing,

    /// <summary>Restoring into a directory; counts files besides.</summary>
    Restoring,

    /// <summary>Restoring onto a disk or a file in place.</summary>
    RestoringDevice,

    /// <summary>Reading a repository to check it.</summary>
    Checking,

    /// <summary>Copying to a replica or another repository.</summary>
    Copying,

    /// <summary>Reading a replica to audit it.</summary>
    Auditing,

    /// <summary>Replacing damaged objects of a replica.</summary>
    RepairingReplica,

    /// <summary>Bytes removed from a replica.</summary>
    PruningReplica,

    /// <summary>Reading snapshots to find what they need; counts snapshots.</summary>
    FindingUsed,

    /// <summary>Rewriting packs; counts packs.</summary>
    Repacking,

    /// <summary>Reading the headers of packs; counts packs.</summary>
    ReadingPackHeaders,

    /// <summary>Writing an image whose length is not known before.</summary>
    Mastering,

    /// <summary>Writing an image.</summary>
    BuildingImage,

    /// <summary>Writing error correction behind an image.</summary>
    Protecting,

    /// <summary>Reading an image back.</summary>
    ReadingBack,

    /// <summary>Reading an image before it is burned.</summary>
    PreparingBurn,

    /// <summary>Writing a disc.</summary>
    Burning,

    /// <summary>A drive completes the disc; counts nothing.</summary>
    Closing,

    /// <summary>A drive loads the disc again; counts nothing.</summary>
    Reloading,

    /// <summary>The operator is to push the tray in; counts nothing.</summary>
    WaitingForTray,

    /// <summary>Reading a burned disc back.</summary>
    VerifyingBurn,

    /// <summary>Reading a worn disc; counts failed reads besides.</summary>
    Rescuing,

    /// <summary>Correcting what was read.</summary>
    Correcting,

    /// <summary>Reading packs that recovery discs protect.</summary>
    ReadingForRecovery,

    /// <summary>Computing recovery discs.</summary>
    ComputingRecovery,

    /// <summary>Reading what belongs on a disc.</summary>
    Gathering,

    /// <summary>Copying packs from discs, to compute what lost discs held.</summary>
    CopyingPacks,

    /// <summary>Copying recovery slices, to compute what lost discs held.</summary>
    CopyingRecoverySlices,

    /// <summary>Comparing packs with their digests.</summary>
    CheckingPacks,

    /// <summary>Computing what lost discs held.</summary>
    ComputingPacks,

    /// <summary>Copying an image that is to be repaired.</summary>
    CopyingImage,

    /// <summary>Repairing an image by its error correction.</summary>
    RepairingImage,
}
