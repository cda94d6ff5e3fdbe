using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Copying;

/// <summary>A snapshot that was copied, or would be.</summary>
/// <param name="Original">In the repository it comes from.</param>
/// <param name="Copy">In the repository it was copied to; null for a dry run.</param>
/// <param name="Added">What was stored for it.</param>
public sealed record CopiedSnapshot(Snapshot Original, Snapshot? Copy, WriteTotals Added);
