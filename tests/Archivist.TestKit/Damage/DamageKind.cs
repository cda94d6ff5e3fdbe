namespace Archivist.TestKit.Damage;

/// <summary>What happens to discs.</summary>
public enum DamageKind
{
    /// <summary>Single sectors anywhere: hardly on discs, but in bad copies.</summary>
    RandomSectors,

    /// <summary>Single blocks of the drive's error correction anywhere: early rot.</summary>
    RandomBlocks,

    /// <summary>Runs of 64 to 4096 sectors, or of what that is on a smaller disc: stains, dust.</summary>
    Bursts,

    /// <summary>From the inside to the outside, across all turns.</summary>
    RadialScratch,

    /// <summary>A straight line that does not go through the middle.</summary>
    ChordScratch,

    /// <summary>Along the track over a part of a turn: what a drive or a sleeve does.</summary>
    Arc,

    /// <summary>A ring.</summary>
    Annulus,

    /// <summary>From the outer edge inwards, with a ragged front.</summary>
    EdgeRot,

    /// <summary>The structures of ISO 9660 and UDF, and bursts besides.</summary>
    DeadMetadata,

    /// <summary>The boot area in front of the volume descriptors, and bursts besides.</summary>
    DeadBoot,

    /// <summary>The end was never written, or cut off.</summary>
    TruncatedEnd,
}
