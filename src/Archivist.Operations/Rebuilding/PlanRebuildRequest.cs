using Archivist.Platform;

namespace Archivist.Operations.Rebuilding;

/// <summary>Wants to know how a machine would be rebuilt. Immutable.</summary>
public sealed record PlanRebuildRequest : OperationRequest
{
    /// <summary>The directory with the layout, as a snapshot has it.</summary>
    public required string Layout { get; init; }

    /// <summary>The disks to rebuild on, in the order of the old ones: device files, or files that stand for disks.</summary>
    public required IReadOnlyList<string> Disks { get; init; }

    /// <summary>The firmware of the new machine; null for that of the old one.</summary>
    public Firmware? Firmware { get; init; }
}
