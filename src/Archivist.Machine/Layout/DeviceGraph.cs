namespace Archivist.Machine.Layout;

/// <summary>The block devices that make up a machine, and what lies on what. Immutable.</summary>
internal sealed class DeviceGraph
{
    /// <summary>What a rebuild can make again, besides the layers between (LUKS, LVM, md).</summary>
    private static readonly string[] Makeable = ["ext2", "ext3", "ext4", "xfs", "btrfs", "vfat", "swap"];

    private readonly Dictionary<string, ListedDevice> _byName;
    private readonly ILookup<string, ListedDevice> _children;

    internal DeviceGraph(IReadOnlyList<ListedDevice> devices)
    {
        All = devices;
        _byName = devices.ToDictionary(device => device.KernelName, StringComparer.Ordinal);
        _children = devices.SelectMany(device => device.Parents.Select(parent => (parent, device))).ToLookup(pair => pair.parent, pair => pair.device, StringComparer.Ordinal);
        Disks = [.. devices.Where(device => device.Parents.Count == 0 && IsOfMachine(device))];
        Own = [.. Disks.SelectMany(WithDescendants).DistinctBy(device => device.KernelName)];
    }

    internal IReadOnlyList<ListedDevice> All { get; }

    /// <summary>
    /// The disks of the machine itself: no optical drives and memory disks; a disk on USB only when the system runs from it; a loop device only when a file system that can be
    /// made again is mounted from it.
    /// </summary>
    internal IReadOnlyList<ListedDevice> Disks { get; }

    /// <summary>These disks, and all that lies on them, lower layers first.</summary>
    internal IReadOnlyList<ListedDevice> Own { get; }

    internal IEnumerable<ListedDevice> ChildrenOf(ListedDevice device) => _children[device.KernelName];

    internal IEnumerable<ListedDevice> ParentsOf(ListedDevice device) => device.Parents.Where(_byName.ContainsKey).Select(name => _byName[name]);

    /// <summary>Whether this is a file system that mkfs can make again with its UUID.</summary>
    internal static bool IsMakeable(ListedDevice device) => Makeable.Contains(device.FileSystem);

    private IEnumerable<ListedDevice> WithDescendants(ListedDevice device) => WithDescendants(device, []);

    private IEnumerable<ListedDevice> WithDescendants(ListedDevice device, HashSet<string> seen)
    {
        // A file that claims a circle must not lead around in it.
        if (!seen.Add(device.KernelName))
            return [];
        return ChildrenOf(device).SelectMany(child => WithDescendants(child, seen)).Prepend(device);
    }

    private bool IsOfMachine(ListedDevice device)
    {
        if (device.Size == 0 || device.Type == "rom" || device.KernelName.StartsWith("zram", StringComparison.Ordinal) || device.KernelName.StartsWith("ram", StringComparison.Ordinal))
            return false;
        if (device.Type == "loop")
            return WithDescendants(device).Any(part => IsMakeable(part) && part.MountPoints.Count > 0);
        return device.Transport != "usb" || WithDescendants(device).Any(part => part.MountPoints.Contains("/"));
    }
}
