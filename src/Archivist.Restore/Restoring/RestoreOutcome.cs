using Archivist.Platform.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>A finished restore.</summary>
/// <param name="Totals">What was restored.</param>
/// <param name="Folders">Folders restored.</param>
/// <param name="Others">Links, devices, pipes and sockets restored.</param>
/// <param name="Problems">What is missing or different; everything came back when this is empty.</param>
public sealed record RestoreOutcome(RestoreTotals Totals, long Folders, long Others, IReadOnlyList<RestoreProblem> Problems)
{
    /// <summary>Entries that were there already and were left as they were.</summary>
    public long Kept { get; init; }

    /// <summary>Bytes of content that were there already and were not written; only with <see cref="RestoreOptions.Delta"/>.</summary>
    public long BytesKept { get; init; }

    /// <summary>Entries that came back without set-user-id and set-group-id bits, because they have another owner than in the snapshot.</summary>
    public long SetIdsDropped { get; init; }

    /// <summary>Entries that were removed, each with everything below.</summary>
    public long Deleted { get; init; }

    /// <summary>The most severe problem's kind, or <see cref="Failure.None"/>.</summary>
    public Failure Failure => Problems.Count == 0 ? Failure.None : Problems.Max(problem => problem.Failure);
}
