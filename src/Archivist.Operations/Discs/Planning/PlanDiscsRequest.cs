using Archivist.Discs.Building;
using Archivist.Discs.Sets;

namespace Archivist.Operations.Discs.Planning;

/// <summary>A set of discs that is to be planned.</summary>
public sealed record PlanDiscsRequest : OperationRequest
{
    /// <summary>The set's name; null for the week of the year.</summary>
    public string? Name { get; init; }

    /// <summary>The media in the order of volumes, the last one repeated; empty for that of the template.</summary>
    public IReadOnlyList<DiscMedium> Media { get; init; } = [];

    /// <summary>Plans only what an earlier set lacks.</summary>
    public bool IsDelta { get; init; }

    /// <summary>The full set that a delta adds to; null for the last one.</summary>
    public string? Base { get; init; }

    /// <summary>A disc template by name or path; null for that of the settings.</summary>
    public string? Template { get; init; }

    /// <summary>Which discs boot, where the template says that discs do.</summary>
    public RecoveryDiscs Recovery { get; init; }

    /// <summary>The number of whole discs that may be lost, and of the recovery discs for that.</summary>
    public int MayBeLost { get; init; }

    /// <summary>Does not unlock the repository: packs are then ordered by their age.</summary>
    public bool WithoutKey { get; init; }
}
