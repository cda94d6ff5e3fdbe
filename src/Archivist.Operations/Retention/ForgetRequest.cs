using Archivist.Repository.Pruning;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Retention;

/// <summary>Which snapshots to remove.</summary>
public sealed record ForgetRequest : OperationRequest
{
    /// <summary>Snapshots that are removed whatever the policy says; the policy is asked only when there are none.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>Which snapshots the policy is asked about.</summary>
    public SnapshotFilter Filter { get; init; } = SnapshotFilter.All;

    /// <summary>How they are grouped before the policy is asked.</summary>
    public SnapshotGrouping Grouping { get; init; } = SnapshotGrouping.Default;

    /// <summary>What is kept; an empty policy keeps everything.</summary>
    public RetentionPolicy Policy { get; init; } = new();

    /// <summary>How to prune afterwards, if snapshots were removed; null not to prune.</summary>
    public PruneOptions? Prune { get; init; }

    /// <summary>Goes ahead although the placement policy is not met.</summary>
    public bool AllowsBelowPolicy { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Called with what was removed, or would be, before pruning begins.</summary>
    public required Action<ForgetPlan> Forgotten { get; init; }
}
