using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>Reads <c>lsblk --json -b</c>: as a tree, and as the list that lsblk writes with <c>-l</c>; columns that a version lacks are unknown.</summary>
internal static class LsblkReader
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<BlockDevice> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var top = document.RootElement.Items("blockdevices").Where(IsDevice).Select(Device).ToList();
        var names = top.Select(device => device.KernelName).ToHashSet(StringComparer.Ordinal);
        var below = top.Where(device => device.Parent is { } parent && names.Contains(parent)).ToLookup(device => device.Parent!, StringComparer.Ordinal);
        return [.. top.Where(device => device.Parent is not { } parent || !names.Contains(parent)).Select(device => Hang(device, below, []))];
    }

    /// <param name="device">What gets its children.</param>
    /// <param name="below">Devices by the name of their parent.</param>
    /// <param name="above">The names from the top to here: a list that claims a circle must not lead around in it.</param>
    private static BlockDevice Hang(BlockDevice device, ILookup<string, BlockDevice> below, IReadOnlyList<string> above)
    {
        IReadOnlyList<string> path = [.. above, device.KernelName];
        var children = below[device.KernelName].Where(child => !path.Contains(child.KernelName)).ToList();
        return children.Count == 0 ? device : device with { Children = [.. device.Children, .. children.Select(child => Hang(child, below, path))] };
    }

    private static BlockDevice Device(JsonElement element)
    {
        var name = element.Text("name") ?? element.Text("kname") ?? "";
        var points = element.Texts("mountpoints");
        var kernel = element.Text("kname") ?? name;
        return new BlockDevice(name, kernel, element.Text("type") ?? "", element.Whole("size") ?? 0)
        {
            Path = element.Text("path") ?? $"/dev/{kernel}",
            Parent = element.Text("pkname"),
            Start = element.Whole("start"),
            FileSystem = element.Text("fstype"),
            Version = element.Text("fsver"),
            Label = element.Text("label"),
            Uuid = element.Text("uuid"),
            PartitionUuid = element.Text("partuuid"),
            // Before util-linux 2.37 there was one.
            MountPoints = points.Count > 0 ? points : element.Texts("mountpoint"),
            TableType = element.Text("pttype"),
            Transport = element.Text("tran"),
            Model = element.Text("model")?.Trim(),
            Serial = element.Text("serial")?.Trim(),
            LogicalSector = element.Whole("log-sec") is { } sector and > 0 and <= 1 << 20 ? (int)sector : 512,
            Children = [.. element.Items("children").Where(IsDevice).Select(Device)],
        };
    }

    private static bool IsDevice(JsonElement element) => element.ValueKind is JsonValueKind.Object;
}
