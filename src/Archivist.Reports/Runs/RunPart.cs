using Archivist.Platform;

namespace Archivist.Reports.Runs;

/// <summary>A part of a run that can fail by itself. The private constructor closes the set.</summary>
public abstract record RunPart
{
    private RunPart()
    {
    }

    /// <summary>A step of the schedule, by its word there.</summary>
    public sealed record Step(string Name) : RunPart;

    /// <summary>The entry about a step in the ledger or the catalogue.</summary>
    public sealed record Entry(string StepName) : RunPart;

    /// <summary>A replica.</summary>
    public sealed record Replica(string Name) : RunPart;

    /// <summary>A drill.</summary>
    public sealed record Drill(Firmware Firmware) : RunPart;

    /// <summary>The placement policy.</summary>
    public sealed record Policy : RunPart;
}
