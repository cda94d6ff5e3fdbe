namespace Archivist.Operations.Schedules;

/// <summary>What happens when the machine was off at the time of a run.</summary>
internal enum MisfireRule
{
    /// <summary>Run once as soon as possible, however many runs were missed.</summary>
    RunOnce,

    /// <summary>Wait for the next time.</summary>
    Skip,
}
