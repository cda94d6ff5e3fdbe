namespace Archivist.Correction.Rs03;

/// <summary>The result of checking or repairing an augmented image.</summary>
/// <param name="Layout">The layout of the image.</param>
/// <param name="Map">How much of the parity is used up, and where.</param>
/// <param name="Missing">Sectors that could not be read, or of which the image holds a marker.</param>
/// <param name="Wrong">Sectors that could be read and are not as they were written.</param>
/// <param name="Lost">Sectors of both kinds that parity cannot correct.</param>
public sealed record Rs03Verdict(Rs03Layout Layout, DamageMap Map, SectorSet Missing, SectorSet Wrong, SectorSet Lost)
{
    /// <summary>Sectors that are not as they were written.</summary>
    public long DamagedSectors { get; } = Missing.Count + Wrong.Count;

    /// <summary>Sectors that parity cannot correct.</summary>
    public long LostSectors { get; } = Lost.Count;

    /// <summary>Rows that cannot be corrected; one can be lost without any sector that is known to be wrong.</summary>
    public int LostRows { get; } = Map.LostRows;

    /// <summary>Sectors that were corrected, or can be.</summary>
    public long CorrectableSectors => DamagedSectors - LostSectors;

    /// <summary>True when every sector is as it was written.</summary>
    public bool IsWhole => DamagedSectors == 0 && LostRows == 0;

    /// <summary>True when something is wrong, all of it behind the image: adding error correction was interrupted, or only that was damaged.</summary>
    public bool IsOnlyBehind => !IsWhole && Missing.Runs().Concat(Wrong.Runs()).All(run => run.First >= Layout.DataSectors);

    /// <summary>True when all that is wrong can be corrected, or was.</summary>
    public bool IsCorrectable => LostRows == 0;
}
