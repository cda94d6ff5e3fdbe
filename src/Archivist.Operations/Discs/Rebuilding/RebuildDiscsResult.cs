using Archivist.Discs.Sets;

namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>What lost discs held.</summary>
/// <param name="Packs">What was computed.</param>
/// <param name="Folder">Where the packs are.</param>
/// <param name="MissingDiscs">Numbers of the discs that were in no drive.</param>
/// <param name="Images">The images that were made again.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record RebuildDiscsResult(ComputedPacks Packs, string Folder, IReadOnlyList<int> MissingDiscs, IReadOnlyList<RebuiltImage> Images, TimeSpan Elapsed) : OperationResult;
