using Archivist.Repository.Repairing;

namespace Archivist.Operations.Repairing;

/// <summary>A damaged pack.</summary>
/// <param name="Salvage">What was saved of it, or can be.</param>
/// <param name="Copy">The file that it was copied to before it was removed; null for a dry run.</param>
public sealed record RepairedPack(PackSalvage Salvage, string? Copy)
{
    /// <summary>The whole pack came from a replica, or would.</summary>
    public bool IsFromReplica { get; init; }
}
