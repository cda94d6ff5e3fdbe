using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The history has a gap that a wrong clock may have made, and is since then shorter than a period of the policy.</summary>
public sealed record HistoryLeaps(GoTime Before, GoTime After, string Period) : Problem(Failure.None, "retention");
