namespace Archivist.Discs.Rescue;

/// <summary>The progress of a rescue.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Source">The source that is being read.</param>
/// <param name="FinishedSectors">Sectors that were read.</param>
/// <param name="FailedReads">Reads that failed.</param>
public sealed record RescueProgress(RescueStage Stage, string Source, long FinishedSectors, long FailedReads);
