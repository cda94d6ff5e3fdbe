using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Snapshots;

/// <summary>
/// Which snapshots are meant by hosts, tags and paths, as restic's <c>--host</c>, <c>--tag</c> and <c>--path</c> mean them.
/// An empty filter matches all.
/// </summary>
public sealed record SnapshotFilter
{
    /// <summary>Matches every snapshot.</summary>
    public static readonly SnapshotFilter All = new();

    /// <summary>Taken on any of these machines.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// Any of these lists has all its tags on the snapshot. A list with the empty tag matches a snapshot that has no tags.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Tags { get; init; } = [];

    /// <summary>All of these are among the sources of the snapshot, literally.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>True when nothing is asked for, and so everything matches.</summary>
    public bool IsEmpty => Hosts.Count == 0 && Tags.Count == 0 && Paths.Count == 0;

    /// <summary>True when the snapshot has what is asked for.</summary>
    public bool Matches(Snapshot snapshot) =>
        (Hosts.Count == 0 || Hosts.Contains(snapshot.Hostname, StringComparer.Ordinal))
        && MatchesAny(Tags, snapshot)
        && Paths.All(path => snapshot.Paths.Contains(path, StringComparer.Ordinal));

    /// <summary>True when <paramref name="lists"/> is empty, or one of its lists has all its tags on the snapshot.</summary>
    internal static bool MatchesAny(IReadOnlyList<IReadOnlyList<string>> lists, Snapshot snapshot) =>
        lists.Count == 0 || lists.Any(tags => HasAll(tags, snapshot));

    /// <summary>One <c>--tag a,b</c> as a list; blanks around the words do not count.</summary>
    public static IReadOnlyList<string> ParseTags(string commaSeparated) => commaSeparated.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>
    /// Finds one snapshot by <c>latest</c> (the newest that matches; a catalogue of discs only when its tag is asked for), by its id, or by the beginning of its id; an id is found
    /// whatever the filter says. None or more than one is <see cref="Failure.Usage"/>.
    /// </summary>
    /// <param name="snapshots">Oldest first, as <see cref="OpenRepository.ListSnapshotsAsync"/> gives them.</param>
    /// <param name="reference">What the operator wrote.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: none or several match (<see cref="SnapshotNotFound"/>, <see cref="SnapshotAmbiguous"/>).</exception>
    public Snapshot Find(IReadOnlyList<Snapshot> snapshots, string reference)
    {
        var found = reference is "latest"
            ? snapshots.Where(snapshot => Matches(snapshot) && (!snapshot.IsCatalogue() || NamesCatalogue)).TakeLast(1).ToList()
            : snapshots.Where(snapshot => snapshot.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
        return reference.Length > 0 && found.Count == 1
            ? found[0]
            : throw new ArchivistException(found.Count == 0 ? new SnapshotNotFound(reference, null) : new SnapshotAmbiguous(reference, found.Count));
    }

    private bool NamesCatalogue => Tags.Any(tags => tags.Contains(Snapshot.CatalogueTag, StringComparer.Ordinal));

    private static bool HasAll(IReadOnlyList<string> tags, Snapshot snapshot) =>
        tags.All(tag => snapshot.Tags.Contains(tag, StringComparer.Ordinal) || (tag.Length == 0 && snapshot.Tags.Count == 0));
}
