using Archivist.Correction.Rs03;
using Archivist.Evidence;
using Archivist.Images.Mastering;
using Archivist.Operations.Configuration;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Discs;

/// <summary>An image that was mastered, and read back if it was asked for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Volume">Its volume label.</param>
/// <param name="Template">What it was made from.</param>
/// <param name="Image">Length and hash.</param>
/// <param name="Snapshot">The newest snapshot on it.</param>
/// <param name="Objects">Objects of the repository on it.</param>
/// <param name="Correction">Its error correction, or null.</param>
/// <param name="Verdict">What reading it back showed, or null.</param>
internal sealed record BuiltDisc(
    string Path, string Volume, DiscTemplate Template, MasteredImage Image, LedgerEntry.SnapshotTaken Snapshot, int Objects,
    Rs03Layout? Correction, DiscVerdict? Verdict);
