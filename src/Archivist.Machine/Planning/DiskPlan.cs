using Archivist.Machine.Disks;

namespace Archivist.Machine.Planning;

/// <summary>What becomes of one disk. Immutable.</summary>
/// <param name="OldName">The kernel's name of the old disk.</param>
/// <param name="OldBytes">The size of the old disk.</param>
/// <param name="Target">The disk that it comes back on.</param>
/// <param name="Label">The kind of the new partition table, <c>gpt</c> or <c>dos</c>; null where the disk had none.</param>
/// <param name="Script">What sfdisk reads; empty where the disk had no table.</param>
/// <param name="Partitions">In the order of the new disk; an extended partition precedes its logical ones.</param>
public sealed record DiskPlan(string OldName, long OldBytes, MachineDisk Target, string? Label, string Script, IReadOnlyList<PlannedPartition> Partitions)
{
    /// <summary>The model of the old disk.</summary>
    public string? OldModel { get; init; }

    /// <summary>Whether the disk comes back sector for sector as it was.</summary>
    public bool IsUnchanged { get; init; }
}
