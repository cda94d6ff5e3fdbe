using Archivist.Platform.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>A finished restore.</summary>
/// <param name="Totals">What was restored.</param>
/// <param name="Folders">Folders restored.</param>
/// <param name="Others">Links, devices, pipes and sockets restored.</param>
/// <param name="Problems">What is missing or different; empty when everything was restored.</param>
public sealed record RestoreOutcome(RestoreTotals Totals, long Folders, long Others, IReadOnlyList<RestoreProblem> Problems)
{
    /// <summary>Existing entries that were left unchanged.</summary>
    public long Kept { get; init; }

    /// <summary>Bytes of existing content that were right and not written; only with <see cref="RestoreOptions.Delta"/>.</summary>
    public long BytesKept { get; init; }

    /// <summary>Entries restored without their set-user-id and set-group-id bits, because their owner differs from the snapshot.</summary>
    public long SetIdsDropped { get; init; }

    /// <summary>Deleted entries, each including everything below it.</summary>
    public long Deleted { get; init; }

    /// <summary>The most severe problem's kind, or <see cref="Failure.None"/>.</summary>
    public Failure Failure => Problems.Count == 0 ? Failure.None : Problems.Max(problem => problem.Failure);
}
