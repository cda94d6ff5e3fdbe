namespace Archivist.Operations.Events;

/// <summary>How far a job is.</summary>
/// <param name="Percent">0 to 100.</param>
/// <param name="Step">What it is doing.</param>
public sealed record JobProgress(int Percent, string Step);
