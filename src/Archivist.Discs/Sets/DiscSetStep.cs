namespace Archivist.Discs.Sets;

/// <summary>The steps by which lost packs are computed.</summary>
public enum DiscSetStep
{
    /// <summary>Packs are copied from the discs that are there.</summary>
    CopyingPacks,

    /// <summary>Recovery slices are copied.</summary>
    CopyingRecoverySlices,

    /// <summary>Packs are compared with their digests.</summary>
    CheckingPacks,

    /// <summary>The lost ones are computed.</summary>
    Computing,
}
