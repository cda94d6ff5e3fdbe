namespace Archivist.Operations.Events;

/// <summary>How the schedules of a service are.</summary>
/// <param name="Archive">The name of the archive.</param>
/// <param name="Schedules">The schedules that are on, by name.</param>
public sealed record ServiceHealth(string Archive, IReadOnlyList<ScheduleHealth> Schedules)
{
    /// <summary>The service has looked at its schedules, and each one had a success within its limit.</summary>
    public required bool IsReady { get; init; }
}
