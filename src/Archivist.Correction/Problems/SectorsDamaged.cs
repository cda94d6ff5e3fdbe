using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>A run of sectors is damaged.</summary>
public sealed record SectorsDamaged(SectorFault Fault, long First, long Count) : Problem(Failure.MediumFailed, "error correction");
