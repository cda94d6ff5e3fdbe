namespace Archivist.Correction.Problems;

/// <summary>What error correction found about sectors.</summary>
public enum SectorFault
{
    /// <summary>They cannot be read.</summary>
    Unreadable,

    /// <summary>They are not as they were written.</summary>
    NotAsWritten,
}
