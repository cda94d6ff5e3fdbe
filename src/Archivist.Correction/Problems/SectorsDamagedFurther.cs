using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>More runs of sectors are damaged than are named.</summary>
/// <param name="Fault">Their defect.</param>
/// <param name="First">The first sector that is not named.</param>
/// <param name="Total">The number of damaged sectors in all.</param>
public sealed record SectorsDamagedFurther(SectorFault Fault, long First, long Total) : Problem(Failure.MediumFailed, "error correction");
