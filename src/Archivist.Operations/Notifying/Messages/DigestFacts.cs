namespace Archivist.Operations.Notifying.Messages;

/// <summary>How an archive is, for a person who gets a digest once a week. Immutable.</summary>
/// <param name="IsSafe">Nothing needs anyone.</param>
/// <param name="NewestSnapshot">When the newest snapshot was taken; null when there is none.</param>
internal sealed record DigestFacts(bool IsSafe, DateTimeOffset? NewestSnapshot)
{
    /// <summary>The replicas.</summary>
    internal IReadOnlyList<DigestCopy> Copies { get; init; } = [];

    /// <summary>Sets of discs: when each was read back.</summary>
    internal IReadOnlyList<DigestAge> Discs { get; init; } = [];

    /// <summary>The last drill: what it showed and when; null for none.</summary>
    internal DigestAge? Drill { get; init; }

    /// <summary>Keys on paper: which, and when the share was tested that was not tested for the longest time.</summary>
    internal IReadOnlyList<DigestAge> Keys { get; init; } = [];

    /// <summary>The schedules that are on: when each last did its work.</summary>
    internal IReadOnlyList<DigestAge> Schedules { get; init; } = [];

    /// <summary>What needs a person, in words.</summary>
    internal IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Incidents that are open.</summary>
    internal int OpenIncidents { get; init; }
}
