namespace Archivist.Drills;

/// <summary>The time limits of a drill. Whatever happens inside the machine, one of them ends it.</summary>
public sealed record DrillDeadlines
{
    /// <summary>Time from power-on until the recovery program has read its order.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Time between two events once the program runs; it reports its progress every few seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>From the verdict until the machine is off.</summary>
    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the whole drill.</summary>
    public TimeSpan Overall { get; init; } = TimeSpan.FromMinutes(30);
}
