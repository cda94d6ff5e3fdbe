using Archivist.Discs.Sets;
using Archivist.Platform.FileSystem;

namespace Archivist.Operations.Discs.Sets;

/// <summary>What rebuilding lost discs gave.</summary>
/// <param name="Packs">What was computed.</param>
/// <param name="Folder">Where the packs are.</param>
/// <param name="MissingDiscs">Numbers of the discs that were in no drive.</param>
/// <param name="Images">The images that were made again.</param>
internal sealed record RebuiltSet(ComputedPacks Packs, string Folder, IReadOnlyList<int> MissingDiscs, IReadOnlyList<RebuiltImage> Images);
