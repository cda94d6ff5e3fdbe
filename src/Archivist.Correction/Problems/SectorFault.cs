namespace Archivist.Correction.Problems;

/// <summary>The defect of sectors that error correction found.</summary>
public enum SectorFault
{
    /// <summary>They cannot be read.</summary>
    Unreadable,

    /// <summary>They are not as they were written.</summary>
    NotAsWritten,
}
