using Archivist.Machine.Disks;
using Archivist.Machine.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Planning;

/// <summary>Computes a rebuild. Pure: the same request gives the same plan, and nothing is read or written.</summary>
public static class RebuildPlanner
{
    /// <summary>Computes the whole rebuild, or says why there is none.</summary>
    /// <exception cref="ArchivistException">
    /// The layout is incomplete or holds something that is not rebuilt, or a disk is too small, missing, protected, in use or read-only: the problems of this room.
    /// </exception>
    public static RebuildPlan Plan(RebuildRequest request)
    {
        var machine = OldMachine.Of(request.Layout);
        var targets = Assign(machine, request);
        var notes = new List<PlanNote>();
        var needs = new SpaceNeeds(request.Layout, notes);
        var hasEsp = targets.Any(pair => pair.Old.Table?.Entries.Any(entry => PartitionTypes.IsEsp(entry.Type)) is true);
        var isEspMissing = !hasEsp;
        var plans = new List<(OldDisk Old, DiskPlan Plan)>();
        foreach (var (old, target) in targets)
        {
            Look(old, target, notes);
            var isBoot = machine.IsBootDisk(old);
            var needsEsp = isBoot && isEspMissing && request.Firmware is not Firmware.Bios;
            var plan = new DiskArrangement(old, target, needs, notes).Arrange(needsEsp, isBoot && request.Firmware is Firmware.Bios, isBoot, isEspMissing);
            isEspMissing &= !plan.Partitions.Any(partition => PartitionTypes.IsEsp(partition.Type));
            plans.Add((old, plan));
        }

        var steps = new StepPlanner(machine, request, plans, needs, notes).Plan();
        return new RebuildPlan(request.Firmware, [.. plans.Select(pair => pair.Plan)], steps, [.. notes.Distinct()]);
    }

    private static void Look(OldDisk old, MachineDisk target, List<PlanNote> notes)
    {
        if (target.Serial is { } serial && serial == old.Device.Serial)
            notes.Add(new PlanNote.SameSerial(target.Name, serial));
        if (target.Partitions.Count > 0)
            notes.Add(new PlanNote.OtherContent(target.Name, target.Partitions.Count));
    }

    private static List<(OldDisk Old, MachineDisk Target)> Assign(OldMachine machine, RebuildRequest request)
    {
        var targets = request.Targets;
        if (targets.Count > machine.Disks.Count)
            throw new ArchivistException(new TargetNotNeeded(targets[machine.Disks.Count].Name, machine.Disks.Count));
        if (targets.GroupBy(target => target.Path).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArchivistException(new TargetNamedTwice(twice.First().Name));
        foreach (var target in targets)
            Require(target, request.Protections);
        for (var i = targets.Count; i < machine.Disks.Count; i++)
        {
            if (!machine.IsMirror(machine.Disks[i], machine.Disks.Take(targets.Count)))
                throw new ArchivistException(new TargetMissing(machine.Disks[i].Device.KernelName, machine.Disks[i].Device.Size));
        }

        return [.. machine.Disks.Zip(targets)];
    }

    private static void Require(MachineDisk target, IReadOnlyList<DiskProtection> protections)
    {
        if (protections.FirstOrDefault(protection => protection.Disk == target.Name) is { } found)
            throw new ArchivistException(new TargetProtected(target.Name, found.Reason, found.Place));
        if (target.Use is { } use)
            throw new ArchivistException(new TargetInUse(target.Name, use));
        if (target.IsReadOnly)
            throw new ArchivistException(new TargetReadOnly(target.Name));
    }
}
