using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>Why snapshots stay that a policy would let go: only a clock says that they are old.</summary>
/// <param name="Reason">What makes a clock doubtful; of kind <see cref="Failure.None"/>.</param>
/// <param name="Snapshots">What stays because of it.</param>
public sealed record ClockDoubt(Problem Reason, IReadOnlyList<Snapshot> Snapshots);
