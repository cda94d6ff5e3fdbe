using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>Reads <c>lsblk --json -b</c>: as a tree, and as the list that lsblk writes with <c>-l</c>; columns that a version lacks are unknown.</summary>
internal static class LsblkReader
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<BlockDevice> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var top = document.RootElement.Items("blockdevices").Select(Device).ToList();
        var names = top.Select(device => device.KernelName).ToHashSet(StringComparer.Ordinal);
        var below = top.Where(device => device.Parent is { } parent && names.Contains(parent)).ToLookup(device => device.Parent!, StringComparer.Ordinal);
        return [.. top.Where(device => device.Parent is not { } parent || !names.Contains(parent)).Select(device => Hang(device, below))];
    }

    private static BlockDevice Hang(BlockDevice device, ILookup<string, BlockDevice> below) =>
        below[device.KernelName].Any() ? device with { Children = [.. device.Children, .. below[device.KernelName].Select(child => Hang(child, below))] } : device;

    private static BlockDevice Device(JsonElement element)
    {
        var name = element.Text("name") ?? element.Text("kname") ?? "";
        var points = element.Texts("mountpoints");
        return new BlockDevice(name, element.Text("kname") ?? name, element.Text("type") ?? "", element.Whole("size") ?? 0)
        {
            Path = element.Text("path"),
            Parent = element.Text("pkname"),
            Start = element.Whole("start"),
            FileSystem = element.Text("fstype"),
            Version = element.Text("fsver"),
            Label = element.Text("label"),
            Uuid = element.Text("uuid"),
            PartitionUuid = element.Text("partuuid"),
            // Before util-linux 2.37 there was one.
            MountPoints = points.Count > 0 ? points : element.Texts("mountpoint"),
            Model = element.Text("model")?.Trim(),
            Serial = element.Text("serial")?.Trim(),
            LogicalSector = (int)(element.Whole("log-sec") ?? 512),
            Children = [.. element.Items("children").Select(Device)],
        };
    }
}
