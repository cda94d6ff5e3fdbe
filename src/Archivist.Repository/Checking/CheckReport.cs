namespace Archivist.Repository.Checking;

/// <summary>The result of a check.</summary>
/// <param name="Snapshots">Snapshots walked.</param>
/// <param name="Packs">Packs seen.</param>
/// <param name="Blobs">Blobs known to the index.</param>
/// <param name="BytesRead">Bytes of packs read and authenticated; 0 without reading data.</param>
/// <param name="Findings">All defects.</param>
public sealed record CheckReport(int Snapshots, int Packs, int Blobs, long BytesRead, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>Observations that are no defects but cost space or time.</summary>
    public IReadOnlyList<CheckFinding> Hints { get; init; } = [];

    /// <summary>True when nothing that a restore needs is missing or damaged.</summary>
    public bool IsSound => !Findings.Any(finding => finding.LosesData);
}
