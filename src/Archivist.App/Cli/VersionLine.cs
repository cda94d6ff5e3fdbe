using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Comparing;
using Archivist.Restore.Finding;

namespace Archivist.App.Cli;

/// <summary>How one version of a file is shown.</summary>
internal static class VersionLine
{
    /// <summary>The snapshots that have it so.</summary>
    internal static string Heading(FileVersion version)
    {
        var first = $"{version.First.Id.Value.Short} of {EntryLine.Time(version.First.Time)}";
        var span = version.Count == 1
            ? $"Snapshot {first}"
            : $"{version.Count} snapshots, {first} to {version.Last.Id.Value.Short} of {EntryLine.Time(version.Last.Time)}";
        return $"{span}, {version.First.Hostname}: {string.Join(", ", Changes(version))}";
    }

    internal static string Text(FileVersion version, TreeEntry entry) => version.Node is null
        ? $"{EntryLine.Time(version.First.Time)}  {version.First.Id.Value.Short}  {version.Count,5}  {"-",12}  {"-",-19}  gone"
        : $"{EntryLine.Time(version.First.Time)}  {version.First.Id.Value.Short}  {version.Count,5}  {entry.Node.Size,12}  "
            + $"{EntryLine.Time(entry.Node.ModifiedAt)}  {string.Join(", ", Changes(version))}";

    internal static VersionRecord Record(FileVersion version, byte[] path) => new(
        "version", DisplayPath.Of(path), version.Node?.Type.ToString(), version.Node?.Size, version.Node?.ModifiedAt.ToString(),
        version.Node is null ? null : Convert.ToString(version.Node.Permissions, 8).PadLeft(4, '0'), version.First.Hostname,
        version.First.Id.ToString(), version.First.Time.ToString(), version.Last.Id.ToString(), version.Last.Time.ToString(), version.Count,
        Changes(version));

    private static IReadOnlyList<string> Changes(FileVersion version)
    {
        var words = new List<string>();
        foreach (var (change, word) in new[]
        {
            (NodeChange.Added, "new"), (NodeChange.Removed, "gone"), (NodeChange.Type, "type"), (NodeChange.Content, "content"),
            (NodeChange.Metadata, "metadata"),
        })
        {
            if (version.Change.HasFlag(change))
                words.Add(word);
        }

        return words;
    }
}
