using System.Globalization;
using System.Text.Json;

namespace Archivist.Machine.Layout;

/// <summary>A block device as <c>lsblk --json</c> lists it. Immutable; null is what lsblk does not know.</summary>
internal sealed record ListedDevice
{
    internal required string KernelName { get; init; }

    /// <summary>The name below <c>/dev/mapper</c> for what the device mapper makes.</summary>
    internal required string Name { get; init; }

    internal required string Path { get; init; }

    /// <summary><c>disk</c>, <c>part</c>, <c>crypt</c>, <c>lvm</c>, <c>raid1</c>, <c>loop</c>, <c>rom</c> and others.</summary>
    internal required string Type { get; init; }

    /// <summary>Bytes.</summary>
    internal long Size { get; init; }

    /// <summary>First sector, counted in units of 512 bytes; of a partition only.</summary>
    internal long? Start { get; init; }

    internal string? FileSystem { get; init; }

    internal string? FileSystemVersion { get; init; }

    internal string? Label { get; init; }

    internal string? Uuid { get; init; }

    /// <summary><c>gpt</c> or <c>dos</c>: of the device, and for a partition of the disk that it is on.</summary>
    internal string? TableType { get; init; }

    internal string? Model { get; init; }

    internal string? Serial { get; init; }

    internal string? Transport { get; init; }

    internal long LogicalSector { get; init; }

    internal IReadOnlyList<string> MountPoints { get; init; } = [];

    /// <summary>The kernel names of the devices that it lies on; several for an array or a volume over several disks.</summary>
    internal IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>A partition table may be on it.</summary>
    internal bool CanHoldTable => Type is not ("part" or "crypt" or "lvm" or "rom");

    /// <summary>Reads all devices, each once, in the order of lsblk: what lies on several stands after the first of them.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<ListedDevice> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new Dictionary<string, ListedDevice>(StringComparer.Ordinal);
        var order = new List<string>();
        if (document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("blockdevices", out var devices))
            Add(devices, null);
        return order.ConvertAll(name => found[name]);

        void Add(JsonElement list, string? parent)
        {
            if (list.ValueKind is not JsonValueKind.Array)
                return;
            foreach (var entry in list.EnumerateArray().Where(entry => entry.ValueKind is JsonValueKind.Object))
            {
                var device = Of(entry);
                if (!found.TryGetValue(device.KernelName, out var known))
                    order.Add(device.KernelName);
                found[device.KernelName] = device with { Parents = [.. (known?.Parents ?? []).Append(parent ?? TextOf(entry, "pkname")).OfType<string>().Distinct()] };
                if (entry.TryGetProperty("children", out var children))
                    Add(children, device.KernelName);
            }
        }
    }

    private static ListedDevice Of(JsonElement entry)
    {
        var name = TextOf(entry, "name") ?? "";
        var kernel = TextOf(entry, "kname") ?? name;
        return new ListedDevice
        {
            KernelName = kernel,
            Name = name,
            Path = TextOf(entry, "path") ?? $"/dev/{kernel}",
            Type = TextOf(entry, "type") ?? "",
            Size = NumberOf(entry, "size") ?? 0,
            Start = NumberOf(entry, "start"),
            FileSystem = TextOf(entry, "fstype"),
            FileSystemVersion = TextOf(entry, "fsver"),
            Label = TextOf(entry, "label"),
            Uuid = TextOf(entry, "uuid"),
            TableType = TextOf(entry, "pttype"),
            Model = TextOf(entry, "model")?.Trim(),
            Serial = TextOf(entry, "serial")?.Trim(),
            Transport = TextOf(entry, "tran"),
            LogicalSector = NumberOf(entry, "log-sec") ?? 512,
            MountPoints = entry.TryGetProperty("mountpoints", out var points) && points.ValueKind is JsonValueKind.Array
                ? [.. points.EnumerateArray().Where(point => point.ValueKind is JsonValueKind.String).Select(point => point.GetString()!)]
                : [],
        };
    }

    internal static string? TextOf(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>Older versions write numbers as strings.</summary>
    private static long? NumberOf(JsonElement entry, string name) =>
        !entry.TryGetProperty(name, out var value) ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind is JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
        : null;
}
