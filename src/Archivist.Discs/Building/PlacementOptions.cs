using Archivist.Discs.Sets;

namespace Archivist.Discs.Building;

/// <summary>How the packs of a repository are spread over a set. Immutable.</summary>
public sealed record PlacementOptions
{
    /// <summary>The media in the order of volumes, the last one repeated; empty for that of the template.</summary>
    public IReadOnlyList<DiscMedium> Media { get; init; } = [];

    /// <summary>Which discs boot, where there is something that boots.</summary>
    public RecoveryDiscs Recovery { get; init; }

    /// <summary>The number of whole discs that may be lost, and of the recovery discs for that.</summary>
    public int MayBeLost { get; init; }

    /// <summary>The label of the set's discs in place of the template's pattern; null for the pattern.</summary>
    public string? VolumeLabel { get; init; }
}
