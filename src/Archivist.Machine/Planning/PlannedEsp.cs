namespace Archivist.Machine.Planning;

/// <summary>The EFI system partition of the new machine. Immutable.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="Folder">Its mount point.</param>
/// <param name="IsMounted">Whether the old machine mounted it.</param>
/// <param name="IsNew">Whether the old machine had none.</param>
/// <param name="Table">The ID of the old partition table of its disk.</param>
internal sealed record PlannedEsp(DeviceReference.Partition Partition, string Folder, bool IsMounted, bool IsNew, string Table);
