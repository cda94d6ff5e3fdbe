using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>By what snapshots are grouped before a policy is applied to each group.</summary>
public sealed record SnapshotGrouping(bool ByHost, bool ByPaths, bool ByTags)
{
    /// <summary>restic's default.</summary>
    public static readonly SnapshotGrouping Default = new(ByHost: true, ByPaths: true, ByTags: false);

    /// <summary>Reads <c>host,paths,tags</c>, any of them in any order, or nothing for one group of all; false for other words.</summary>
    public static bool TryParse(string text, out SnapshotGrouping grouping)
    {
        grouping = new SnapshotGrouping(false, false, false);
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (word)
            {
                case "host" or "hosts": grouping = grouping with { ByHost = true }; break;
                case "path" or "paths": grouping = grouping with { ByPaths = true }; break;
                case "tag" or "tags": grouping = grouping with { ByTags = true }; break;
                default: return false;
            }
        }

        return true;
    }

    /// <summary>The groups, sorted by host, paths and tags.</summary>
    public IReadOnlyList<SnapshotGroup> Split(IEnumerable<Snapshot> snapshots) =>
    [
        .. snapshots
            .GroupBy(snapshot => (
                ByHost ? snapshot.Hostname : "",
                ByPaths ? Joined(snapshot.Paths) : "",
                ByTags ? Joined(snapshot.Tags) : ""))
            .OrderBy(group => group.Key.Item1, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Item2, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Item3, StringComparer.Ordinal)
            .Select(group => new SnapshotGroup(
                ByHost ? group.First().Hostname : null,
                ByPaths ? Sorted(group.First().Paths) : null,
                ByTags ? Sorted(group.First().Tags) : null,
                [.. group])),
    ];

    private static IReadOnlyList<string> Sorted(IReadOnlyList<string> words) => [.. words.Order(StringComparer.Ordinal)];

    private static string Joined(IReadOnlyList<string> words) => string.Join('\0', Sorted(words));
}
