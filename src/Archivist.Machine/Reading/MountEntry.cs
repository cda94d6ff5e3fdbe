using System.Text.Json;

namespace Archivist.Machine.Reading;

/// <summary>A mount in <c>findmnt --json -b</c>. Immutable.</summary>
/// <param name="Target">Where it is mounted.</param>
/// <param name="Source">What is mounted; a directory of it follows in brackets.</param>
/// <param name="FileSystem">Its type.</param>
/// <param name="Options">The options, between commas.</param>
/// <param name="Used">Bytes in use; null where that is not listed.</param>
/// <param name="Uuid">Of the file system.</param>
internal sealed record MountEntry(string Target, string Source, string FileSystem, string Options, long? Used, string? Uuid)
{
    /// <summary>The directory of the source in brackets; null for the whole file system.</summary>
    internal string? Part => Source.EndsWith(']') && Source.IndexOf('[') is var at and >= 0 ? Source[(at + 1)..^1] : null;

    /// <summary>The source without that directory.</summary>
    internal string Device => Part is null ? Source : Source[..Source.IndexOf('[')];

    /// <summary>The mounted subvolume of a Btrfs, from the top, without a slash at the front; null for the top itself and for other file systems.</summary>
    internal string? Subvolume => Option("subvol")?.TrimStart('/') is { Length: > 0 } path ? path : null;

    /// <summary>Whether it shows a directory of a file system that is mounted elsewhere too.</summary>
    internal bool IsBind => Part is { } part && part.Trim('/') != (Subvolume ?? "");

    /// <summary>The value of an option; null where it is not set.</summary>
    internal string? Option(string name) =>
        Options.Split(',').Where(option => option.StartsWith(name + "=", StringComparison.Ordinal)).Select(option => option[(name.Length + 1)..]).FirstOrDefault();

    /// <exception cref="JsonException">It is not JSON.</exception>
    internal static IReadOnlyList<MountEntry> ReadAll(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.Items("filesystems").SelectMany(Tree)];
    }

    private static IEnumerable<MountEntry> Tree(JsonElement element) =>
        element.Items("children").SelectMany(Tree).Prepend(new MountEntry(
            element.Text("target") ?? "", element.Text("source") ?? "", element.Text("fstype") ?? "", element.Text("options") ?? "", element.Whole("used"), element.Text("uuid")));
}
