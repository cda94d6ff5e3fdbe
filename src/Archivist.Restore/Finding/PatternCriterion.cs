using Archivist.Platform.FileSystem;
using Archivist.Repository.Patterns;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Finding;

/// <summary>Entries that patterns cover, modified within a span of time.</summary>
/// <param name="patterns">What paths are sought.</param>
/// <param name="oldest">Not modified before; null for any time.</param>
/// <param name="newest">Not modified after; null for any time.</param>
public sealed class PatternCriterion(PathPatterns patterns, GoTime? oldest, GoTime? newest) : ISearchCriterion
{
    /// <inheritdoc/>
    public bool Matches(TreeEntry entry) =>
        (oldest is not { } from || !IsBefore(entry.Node.ModifiedAt, from))
        && (newest is not { } to || !IsBefore(to, entry.Node.ModifiedAt))
        && patterns.Cover(entry.Path);

    /// <inheritdoc/>
    public bool MayMatchBelow(byte[] folder) => patterns.MayCoverBelow(folder);

    private static bool IsBefore(GoTime one, GoTime other) =>
        one.Seconds < other.Seconds || (one.Seconds == other.Seconds && one.Nanoseconds < other.Nanoseconds);
}
