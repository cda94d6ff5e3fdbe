using Archivist.Keys.Keyrings;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Copying;

/// <summary>A path that was shared, or would be.</summary>
/// <param name="Place">The repository that was created, as it is shown.</param>
/// <param name="Original">The snapshot in the archive.</param>
/// <param name="Path">The path, absolute.</param>
/// <param name="Files">The number of files at and below it.</param>
/// <param name="Bytes">Bytes in these files.</param>
/// <param name="Copy">The snapshot in the new repository; null for a dry run.</param>
/// <param name="Added">What was stored there.</param>
/// <param name="Recipients">Who can open it.</param>
/// <param name="HasKeyring">Whether the place has room for a keyring, which then has the password.</param>
/// <param name="KeyFile">The age file with the password that was written here; null for none.</param>
public sealed record SharePathResult(
    string Place, Snapshot Original, string Path, long Files, long Bytes, Snapshot? Copy, WriteTotals Added, IReadOnlyList<KeyringEntry> Recipients, bool HasKeyring, string? KeyFile) : OperationResult;
