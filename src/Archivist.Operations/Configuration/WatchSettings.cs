namespace Archivist.Operations.Configuration;

/// <summary>A repository of someone else that is kept here, and how often something new is expected.</summary>
/// <param name="Name">Unique among the watches.</param>
/// <param name="Repository">Its directory, absolute.</param>
/// <param name="Interval">The longest time between the arrivals of two snapshots.</param>
internal sealed record WatchSettings(string Name, string Repository, TimeSpan Interval);
