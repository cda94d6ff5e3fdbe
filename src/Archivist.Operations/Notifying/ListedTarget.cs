namespace Archivist.Operations.Notifying;

/// <summary>A target of notifications.</summary>
/// <param name="Name">Its name.</param>
/// <param name="To">Its kind, as in the settings.</param>
/// <param name="On">The kinds that it is notified of.</param>
/// <param name="Schedules">Of which schedules; empty for all.</param>
/// <param name="State">What is known of it.</param>
public sealed record ListedTarget(string Name, string To, IReadOnlyList<string> On, IReadOnlyList<string> Schedules, TargetState State);
