using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>Why snapshots stay that a policy would let go: only a clock says that they are old.</summary>
/// <param name="Sentence">For people.</param>
/// <param name="Snapshots">What stays because of it.</param>
public sealed record ClockDoubt(string Sentence, IReadOnlyList<Snapshot> Snapshots);
