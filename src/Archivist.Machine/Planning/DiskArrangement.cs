using System.Globalization;
using System.Text;
using Archivist.Machine.Disks;
using Archivist.Machine.Problems;
using Archivist.Machine.Reading;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Planning;

/// <summary>
/// Arranges the partitions of an old disk on a new one: numbers, types, names and GUIDs stay; what is left goes to the largest partition that can grow, and what is missing is taken from
/// those that have room, in proportion. Each begins at a multiple of 1 MiB, unless the disk comes back sector for sector.
/// </summary>
internal sealed class DiskArrangement(OldDisk old, MachineDisk target, SpaceNeeds needs, ICollection<PlanNote> notes)
{
    private const long MiB = SpaceNeeds.MiB;
    private const long EspBytes = 64 * MiB;

    /// <summary>Room for the second copy of a GPT: 33 sectors of 512 bytes or 5 of 4096, rounded up.</summary>
    private const long TableEnd = 32 << 10;

    /// <summary>An MBR counts sectors in 32 bits.</summary>
    private const long MostMbrSectors = uint.MaxValue;

    /// <summary>Arranges them.</summary>
    /// <param name="needsEsp">Whether the disk must get an EFI system partition.</param>
    /// <param name="needsBios">Whether the disk must be able to start by BIOS.</param>
    /// <param name="mayAdd">Whether it gets partitions for the other firmware where there is room.</param>
    /// <param name="isEspMissing">Whether no other disk has an EFI system partition.</param>
    /// <exception cref="ArchivistException"><see cref="TargetTooSmall"/>.</exception>
    internal DiskPlan Arrange(bool needsEsp, bool needsBios, bool mayAdd, bool isEspMissing)
    {
        if (old.Table is not { } table)
            return Whole();
        var isForSize = !table.IsGpt && target.Size / target.LogicalSector > MostMbrSectors;
        var isGpt = table.IsGpt || isForSize || needsEsp;
        if (isGpt != table.IsGpt)
            notes.Add(new PlanNote.TableBecomesGpt(target.Name, isForSize));
        var slots = Slots(table, isGpt);
        var (hasEsp, hasBios) = (slots.Any(slot => PartitionTypes.IsEsp(slot.Type)), slots.Any(slot => PartitionTypes.IsBiosBoot(slot.Type)) || !isGpt);
        if (needsEsp && !hasEsp)
            Add(slots, PartitionTypes.Esp, EspBytes);
        if (needsBios && !hasBios)
            Add(slots, PartitionTypes.BiosBoot, MiB);
        if (isGpt == table.IsGpt && slots.All(slot => slot.Entry is not null) && CanStay(table, needsBios))
            return Finish(table, isGpt, [.. table.Entries.OrderBy(entry => entry.Start).Select(entry => Same(table, entry, slots))], true);
        Fit(slots, isGpt);
        if (mayAdd && isGpt && target.Size > old.Device.Size)
        {
            if (isEspMissing && !hasEsp && !needsEsp && Left(slots, isGpt) >= EspBytes)
                Add(slots, PartitionTypes.Esp, EspBytes);
            // A BIOS does not start from other sectors.
            if (!hasBios && !needsBios && target.LogicalSector == 512 && Left(slots, isGpt) >= MiB)
                Add(slots, PartitionTypes.BiosBoot, MiB);
        }

        Grow(slots, isGpt);
        return Finish(table, isGpt, Place(table, slots), false);
    }

    /// <summary>A disk that holds one file system, or is a part of something, without a table.</summary>
    private DiskPlan Whole()
    {
        var need = needs.Of(old.Device);
        if (need.Minimum > target.Size)
            throw new ArchivistException(new TargetTooSmall(target.Name, need.Minimum, target.Size, NameOf(old.Device), need.Minimum));
        return new DiskPlan(old.Device.KernelName, old.Device.Size, target, null, "", []) { OldModel = old.Device.Model };
    }

    private List<PartitionSlot> Slots(PartitionTable table, bool isGpt)
    {
        var extended = table.Entries.FirstOrDefault(entry => PartitionTypes.IsExtended(table, entry));
        var slots = new List<PartitionSlot>();
        foreach (var entry in table.Entries.OrderBy(entry => entry.Start).Where(entry => entry != extended))
        {
            var bytes = entry.Size * table.SectorSize;
            var device = old.DeviceOf(entry);
            slots.Add(new PartitionSlot
            {
                Number = entry.Number,
                Type = isGpt == table.IsGpt ? entry.Type : PartitionTypes.ForGpt(entry.Type),
                Entry = entry,
                Device = device,
                IsLogical = !isGpt && extended is not null && entry.Number > 4,
                // Firmware and boot loaders write into these, and blkid sees nothing in them.
                Need = device is null ? new SpaceNeed(bytes, false) : needs.Of(device) is var need ? need with { Minimum = Math.Min(need.Minimum, bytes) } : default,
                OldBytes = bytes,
                Bytes = bytes,
            });
        }

        return slots;
    }

    /// <summary>At the front, where every firmware can read it.</summary>
    private static void Add(List<PartitionSlot> slots, string type, long bytes) => slots.Insert(0, new PartitionSlot
    {
        Number = slots.Select(slot => slot.Number).DefaultIfEmpty(0).Max() + 1, Type = type, Need = new SpaceNeed(bytes, false), Bytes = bytes,
    });

    private bool CanStay(PartitionTable table, bool needsBios)
    {
        var last = table.Entries.Select(entry => entry.Start + entry.Size).DefaultIfEmpty(0).Max();
        return target.Size == old.Device.Size && target.LogicalSector == table.SectorSize && last * table.SectorSize <= target.Size - (table.IsGpt ? 33L * 512 : 0)
            // core.img lies before the first partition of an MBR.
            && (table.IsGpt || !needsBios || table.Entries.All(entry => entry.Start * table.SectorSize >= MiB));
    }

    private long Room(bool isGpt) => (target.Size - (isGpt ? TableEnd : 0)) / MiB * MiB - MiB;

    private static long Up(long bytes) => (bytes + MiB - 1) / MiB * MiB;

    /// <summary>A logical partition needs a place for its own table.</summary>
    private static long Taken(IEnumerable<PartitionSlot> slots) => slots.Sum(slot => Up(slot.Bytes) + (slot.IsLogical ? MiB : 0));

    private long Left(IEnumerable<PartitionSlot> slots, bool isGpt) => Room(isGpt) - Taken(slots);

    private void Fit(List<PartitionSlot> slots, bool isGpt)
    {
        var missing = -Left(slots, isGpt);
        if (missing <= 0)
            return;
        var sizes = slots.Select(slot => Up(slot.Bytes) / MiB).ToArray();
        var rooms = slots.Select(slot => slot.Need.CanGrow ? Math.Max(0, (Up(slot.Bytes) - Up(slot.Need.Minimum)) / MiB) : 0).ToArray();
        if (!Shares.Take(sizes, rooms, Up(missing) / MiB))
        {
            var largest = slots.MaxBy(slot => slot.Need.Minimum)!;
            throw new ArchivistException(new TargetTooSmall(target.Name, target.Size + Up(missing) - rooms.Sum() * MiB, target.Size, NameOf(largest), largest.Need.Minimum));
        }

        for (var i = 0; i < sizes.Length; i++)
            slots[i].Bytes = sizes[i] == Up(slots[i].Bytes) / MiB ? slots[i].Bytes : sizes[i] * MiB;
    }

    private void Grow(List<PartitionSlot> slots, bool isGpt)
    {
        var left = Left(slots, isGpt);
        if (left >= MiB && slots.Where(slot => slot.Need.CanGrow).MaxBy(slot => slot.Bytes) is { } largest)
            largest.Bytes = Up(largest.Bytes) + left / MiB * MiB;
    }

    private List<PlannedPartition> Place(PartitionTable table, List<PartitionSlot> slots)
    {
        var extended = table.Entries.FirstOrDefault(entry => PartitionTypes.IsExtended(table, entry));
        var (placed, cursor) = (new List<PlannedPartition>(), MiB);
        var holder = -1;
        foreach (var slot in slots)
        {
            if (slot.IsLogical && holder < 0)
            {
                holder = placed.Count;
                placed.Add(new PlannedPartition(extended!.Number, cursor / target.LogicalSector, 0, extended.Type)
                {
                    IsExtended = true, OldStart = extended.Start * table.SectorSize, OldBytes = extended.Size * table.SectorSize,
                });
            }

            cursor += slot.IsLogical ? MiB : 0;
            placed.Add(Planned(table, slot, cursor / target.LogicalSector, (slot.Bytes + target.LogicalSector - 1) / target.LogicalSector));
            cursor += Up(slot.Bytes);
            if (slot.IsLogical)
                placed[holder] = placed[holder] with { Size = cursor / target.LogicalSector - placed[holder].Start };
        }

        return placed;
    }

    private PlannedPartition Same(PartitionTable table, PartitionEntry entry, List<PartitionSlot> slots) =>
        slots.FirstOrDefault(slot => slot.Entry == entry) is { } slot ? Planned(table, slot, entry.Start, entry.Size)
            : new PlannedPartition(entry.Number, entry.Start, entry.Size, entry.Type) { IsExtended = true, OldStart = entry.Start * table.SectorSize, OldBytes = entry.Size * table.SectorSize };

    private static PlannedPartition Planned(PartitionTable table, PartitionSlot slot, long start, long size) => new(slot.Number, start, size, slot.Type)
    {
        Uuid = slot.Entry?.Uuid,
        Name = slot.Entry?.Name ?? (slot.Entry is not null ? null : PartitionTypes.IsEsp(slot.Type) ? "esp" : "bios"),
        Attributes = slot.Entry?.Attributes,
        // A GPT has no active partition; GRUB does not ask for one.
        IsBootable = slot.Entry?.IsBootable is true && !table.IsGpt && slot.Type == slot.Entry.Type,
        OldStart = slot.Entry?.Start * table.SectorSize,
        OldBytes = slot.OldBytes,
        Minimum = slot.Need.Minimum,
        Content = slot.Device?.FileSystem ?? (PartitionTypes.IsEsp(slot.Type) ? "vfat" : null),
        Use = slot.Device is { } device ? UseOf(device) : null,
    };

    private static string NameOf(PartitionSlot slot) => slot.Device is { } device ? NameOf(device) : slot.Number.ToString(CultureInfo.InvariantCulture);

    private static string NameOf(BlockDevice device) => UseOf(device) ?? device.Label ?? device.Name;

    /// <summary>The mount points of everything on it.</summary>
    private static string? UseOf(BlockDevice device) =>
        device.WithAll().SelectMany(one => one.MountPoints).Distinct().ToList() is { Count: > 0 } points ? string.Join(' ', points) : null;

    private DiskPlan Finish(PartitionTable table, bool isGpt, IReadOnlyList<PlannedPartition> partitions, bool isUnchanged) =>
        new(old.Device.KernelName, old.Device.Size, target, isGpt ? "gpt" : "dos", Script(table, isGpt, partitions), partitions) { OldModel = old.Device.Model, IsUnchanged = isUnchanged };

    private string Script(PartitionTable table, bool isGpt, IReadOnlyList<PlannedPartition> partitions)
    {
        var script = new StringBuilder();
        script.Append(CultureInfo.InvariantCulture, $"label: {(isGpt ? "gpt" : "dos")}\n");
        if (isGpt == table.IsGpt && table.Id is not null)
            script.Append(CultureInfo.InvariantCulture, $"label-id: {table.Id}\n");
        script.Append(CultureInfo.InvariantCulture, $"unit: sectors\nsector-size: {target.LogicalSector}\n");
        if (isGpt && table is { IsGpt: true, Length: { } length })
            script.Append(CultureInfo.InvariantCulture, $"table-length: {length}\n");
        script.Append('\n');
        foreach (var partition in partitions)
        {
            script.Append(CultureInfo.InvariantCulture, $"{partition.Number} : start={partition.Start}, size={partition.Size}, type={partition.Type}");
            if (isGpt && partition.Uuid is not null)
                script.Append(CultureInfo.InvariantCulture, $", uuid={partition.Uuid}");
            if (isGpt && partition.Name is not null)
                script.Append(CultureInfo.InvariantCulture, $", name=\"{partition.Name}\"");
            if (isGpt && partition.Attributes is not null)
                script.Append(CultureInfo.InvariantCulture, $", attrs=\"{partition.Attributes}\"");
            script.Append(partition.IsBootable ? ", bootable\n" : "\n");
        }

        return script.ToString();
    }
}
