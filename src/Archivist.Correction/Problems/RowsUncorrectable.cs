using Archivist.Platform.Problems;

namespace Archivist.Correction.Problems;

/// <summary>Rows of sectors have more damage than their parity can correct.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="First">The first of them.</param>
/// <param name="Worst">The damaged sectors of the worst.</param>
/// <param name="Roots">The number of damaged sectors that parity can correct.</param>
public sealed record RowsUncorrectable(long Rows, long First, int Worst, int Roots) : Problem(Failure.MediumFailed, "error correction");
