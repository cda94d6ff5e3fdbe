using System.Text.Json;

namespace Archivist.Machine.Layout;

/// <summary>A mounted file system as <c>findmnt --json</c> lists it. Immutable.</summary>
/// <param name="Target">Where.</param>
/// <param name="Source">The device, without the part of it in brackets.</param>
/// <param name="Inside">The part in brackets: a subvolume, or the directory of a bind mount; null for the whole.</param>
/// <param name="FileSystem">Its type.</param>
/// <param name="Options">As the kernel has them.</param>
/// <param name="Uuid">Of the file system, where it is known.</param>
internal sealed record ListedMount(string Target, string Source, string? Inside, string FileSystem, string Options, string? Uuid)
{
    /// <summary>The subvolume of Btrfs that is mounted, relative to the top; null for other file systems and for the top itself.</summary>
    internal string? Subvolume => FileSystem == "btrfs"
        ? Options.Split(',').FirstOrDefault(option => option.StartsWith("subvol=/", StringComparison.Ordinal))?[8..] is { Length: > 0 } path ? path : null
        : null;

    /// <summary>Shows a directory of a file system somewhere else: it comes back with the machine's own configuration.</summary>
    internal bool IsBind => FileSystem == "btrfs" ? Inside is not null && Inside.Trim('/') != (Subvolume ?? "") : Inside is not null;

    /// <summary>Reads all, outer ones before those inside them.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<ListedMount> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var found = new List<ListedMount>();
        if (document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("filesystems", out var all))
            Add(all);
        return found;

        void Add(JsonElement list)
        {
            if (list.ValueKind is not JsonValueKind.Array)
                return;
            foreach (var entry in list.EnumerateArray().Where(entry => entry.ValueKind is JsonValueKind.Object))
            {
                var source = ListedDevice.TextOf(entry, "source") ?? "";
                var bracket = source.EndsWith(']') ? source.IndexOf('[', StringComparison.Ordinal) : -1;
                found.Add(new ListedMount(
                    ListedDevice.TextOf(entry, "target") ?? "", bracket < 0 ? source : source[..bracket], bracket < 0 ? null : source[(bracket + 1)..^1],
                    ListedDevice.TextOf(entry, "fstype") ?? "", ListedDevice.TextOf(entry, "options") ?? "", ListedDevice.TextOf(entry, "uuid")));
                if (entry.TryGetProperty("children", out var children))
                    Add(children);
            }
        }
    }
}
