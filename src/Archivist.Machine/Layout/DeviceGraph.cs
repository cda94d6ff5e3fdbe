using Archivist.Machine.Reading;

namespace Archivist.Machine.Layout;

/// <summary>The block devices that make up a machine, and what lies on what. Immutable.</summary>
internal sealed class DeviceGraph
{
    /// <summary>What a rebuild can make again, besides the layers between (LUKS, LVM, md).</summary>
    private static readonly string[] Makeable = ["ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "swap"];

    private readonly Dictionary<string, BlockDevice> _byName;
    private readonly ILookup<string, BlockDevice> _children;
    private readonly ILookup<string, string> _parents;

    /// <param name="trees">As <see cref="LsblkReader"/> gives them: what lies on several devices is below each of them.</param>
    internal DeviceGraph(IReadOnlyList<BlockDevice> trees)
    {
        var listed = trees.SelectMany(tree => tree.WithAll()).ToList();
        All = [.. listed.DistinctBy(device => device.KernelName)];
        _byName = All.ToDictionary(device => device.KernelName, StringComparer.Ordinal);
        var pairs = listed.SelectMany(parent => parent.Children.Select(child => (Parent: parent.KernelName, Child: child.KernelName))).Distinct().ToList();
        _children = pairs.ToLookup(pair => pair.Parent, pair => _byName[pair.Child], StringComparer.Ordinal);
        _parents = pairs.ToLookup(pair => pair.Child, pair => pair.Parent, StringComparer.Ordinal);
        Disks = [.. All.Where(device => device.Parent is null && !_parents[device.KernelName].Any() && IsOfMachine(device))];
        Own = [.. Disks.SelectMany(WithDescendants).DistinctBy(device => device.KernelName)];
    }

    internal IReadOnlyList<BlockDevice> All { get; }

    /// <summary>
    /// The disks of the machine itself: no optical drives and memory disks; a disk on USB only when the system runs from it; a loop device only when a file system that can be
    /// made again is mounted from it.
    /// </summary>
    internal IReadOnlyList<BlockDevice> Disks { get; }

    /// <summary>These disks, and all that lies on them, lower layers first.</summary>
    internal IReadOnlyList<BlockDevice> Own { get; }

    internal IEnumerable<BlockDevice> ChildrenOf(BlockDevice device) => _children[device.KernelName];

    internal IEnumerable<BlockDevice> ParentsOf(BlockDevice device) => _parents[device.KernelName].Select(name => _byName[name]);

    /// <summary>Whether this is a file system that mkfs can make again with its UUID.</summary>
    internal static bool IsMakeable(BlockDevice device) => Makeable.Contains(device.FileSystem);

    private IEnumerable<BlockDevice> WithDescendants(BlockDevice device) => WithDescendants(device, []);

    private IEnumerable<BlockDevice> WithDescendants(BlockDevice device, HashSet<string> seen)
    {
        // A file that claims a circle must not lead around in it.
        if (!seen.Add(device.KernelName))
            return [];
        return ChildrenOf(device).SelectMany(child => WithDescendants(child, seen)).Prepend(device);
    }

    private bool IsOfMachine(BlockDevice device)
    {
        if (device.Size == 0 || device.Type == "rom" || device.KernelName.StartsWith("zram", StringComparison.Ordinal) || device.KernelName.StartsWith("ram", StringComparison.Ordinal))
            return false;
        if (device.Type == "loop")
            return WithDescendants(device).Any(part => IsMakeable(part) && part.MountPoints.Count > 0);
        return device.Transport != "usb" || WithDescendants(device).Any(part => part.MountPoints.Contains("/"));
    }
}
