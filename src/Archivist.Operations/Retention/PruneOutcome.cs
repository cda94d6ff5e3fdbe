using Archivist.Platform.Problems;
using Archivist.Repository.Pruning;

namespace Archivist.Operations.Retention;

/// <summary>What pruning comes to.</summary>
/// <param name="Figures">The numbers.</param>
/// <param name="Elapsed">How long it took, without the wait for a lock.</param>
public sealed record PruneOutcome(PruneFigures Figures, TimeSpan Elapsed)
{
    /// <summary>What came of comparing and noting the packs of the repository, which was reported; <see cref="Failure.None"/> when nothing was wrong.</summary>
    internal Failure Noted { get; init; }
}
