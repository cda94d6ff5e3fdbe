using System.Globalization;
using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>A disk of the old machine, its table, and which device each partition was. Immutable.</summary>
/// <param name="Device">The disk.</param>
/// <param name="Table">Null for a disk without one.</param>
internal sealed record OldDisk(BlockDevice Device, PartitionTable? Table)
{
    /// <summary>The device of a partition: by its UUID, by where it begins, by the number in its name; null when lsblk did not list it.</summary>
    internal BlockDevice? DeviceOf(PartitionEntry entry)
    {
        var parts = Device.Children.Where(child => child.Type == "part").ToList();
        var uuid = Table!.IsGpt ? entry.Uuid : $"{Table.Id?.Replace("0x", "", StringComparison.Ordinal)}-{entry.Number:x2}";
        return parts.FirstOrDefault(part => part.PartitionUuid is { } one && one.Equals(uuid, StringComparison.OrdinalIgnoreCase))
            ?? parts.FirstOrDefault(part => part.Start * 512 == entry.Start * Table.SectorSize)
            ?? parts.FirstOrDefault(part => part.Start is null && NumberIn(part.KernelName) == entry.Number);
    }

    private int? NumberIn(string name) =>
        name.StartsWith(Device.KernelName, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Device.KernelName.Length).TrimStart('p'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
