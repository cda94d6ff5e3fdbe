using Archivist.Discs.Sets;

namespace Archivist.Operations.Discs.Sets;

/// <summary>A set that is to be planned.</summary>
internal sealed record DiscSetOrder
{
    /// <summary>Its name; null for the week of the year.</summary>
    internal string? Name { get; init; }

    /// <summary>The media in the order of volumes, the last one repeated; empty for the template's.</summary>
    internal IReadOnlyList<DiscMedium> Media { get; init; } = [];

    /// <summary>Only what an earlier set lacks.</summary>
    internal bool IsDelta { get; init; }

    /// <summary>That earlier set; null for the last full one.</summary>
    internal string? Base { get; init; }

    /// <summary>A disc template by name or path; null for that of the settings.</summary>
    internal string? Template { get; init; }

    /// <summary>Which discs boot, where the template says that discs do.</summary>
    internal RecoveryDiscs Recovery { get; init; }

    /// <summary>How many whole discs may be lost, and how many recovery discs there are for that.</summary>
    internal int MayBeLost { get; init; }
}
