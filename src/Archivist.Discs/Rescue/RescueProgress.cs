namespace Archivist.Discs.Rescue;

/// <summary>How far a rescue is.</summary>
/// <param name="Stage">What it is doing.</param>
/// <param name="Source">From where.</param>
/// <param name="FinishedSectors">Sectors that were read.</param>
/// <param name="FailedReads">Reads that failed.</param>
public sealed record RescueProgress(RescueStage Stage, string Source, long FinishedSectors, long FailedReads);
