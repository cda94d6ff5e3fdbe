using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>What happens to one group of snapshots.</summary>
/// <param name="Group">The group.</param>
/// <param name="Verdict">What the policy says, to the letter.</param>
/// <param name="Removed">What goes: what the policy removes, less what stays because of doubts.</param>
/// <param name="Doubts">Why some of it stays.</param>
public sealed record ForgetGroup(
    SnapshotGroup Group, RetentionVerdict Verdict, IReadOnlyList<Snapshot> Removed, IReadOnlyList<ClockDoubt> Doubts)
{
    /// <summary>The policy would remove every snapshot of the group, so nothing of it is touched.</summary>
    public bool IsRefused { get; init; }
}
