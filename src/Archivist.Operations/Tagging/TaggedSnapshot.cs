using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Tagging;

/// <summary>A snapshot whose tags were changed, or would be.</summary>
/// <param name="Before">The snapshot before.</param>
/// <param name="Written">The snapshot in its place, which has another id; null for a dry run.</param>
/// <param name="Tags">The new tags.</param>
public sealed record TaggedSnapshot(Snapshot Before, Snapshot? Written, IReadOnlyList<string> Tags);
