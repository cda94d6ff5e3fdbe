namespace Archivist.App.Steps.DiscSets;

/// <summary>What rebuilding lost discs gave.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="Folder">Where the packs are.</param>
/// <param name="MissingDiscs">Numbers of the discs that were not there.</param>
/// <param name="Packs">How many were rebuilt.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="MissingSlices">Slices that were missing.</param>
/// <param name="RecoverySlices">Recovery slices that were there.</param>
internal sealed record RebuiltPacks(string Set, string Folder, IReadOnlyList<int> MissingDiscs, int Packs, long Bytes, int MissingSlices, int RecoverySlices);
