namespace Archivist.Drills;

/// <summary>How long a drill may take. Whatever happens inside the machine, one of these ends it.</summary>
public sealed record DrillDeadlines
{
    /// <summary>From power-on until the recovery program has read its order.</summary>
    public TimeSpan Boot { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>From one event to the next once the program runs; it reports its progress every few seconds.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>From the verdict until the machine is off.</summary>
    public TimeSpan PowerOff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>All of it.</summary>
    public TimeSpan Overall { get; init; } = TimeSpan.FromMinutes(30);
}
