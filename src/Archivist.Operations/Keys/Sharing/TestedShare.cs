using Archivist.Keys.Shares;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>A share that was tested alone.</summary>
/// <param name="Name">How it was named.</param>
/// <param name="Share">What it is; null if it is not good.</param>
/// <param name="Wrong">What is wrong with it; null if it is good.</param>
/// <param name="IsKnown">Whether the ledger says that this share was made here, word for word; null if it knows no such set.</param>
public sealed record TestedShare(string Name, Share? Share, Problem? Wrong, bool? IsKnown);
