using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;

namespace Archivist.Restore.Finding;

/// <summary>The state of one path during a run of snapshots of one machine.</summary>
/// <param name="Node">The entry; null when there was none.</param>
/// <param name="First">The first snapshot of the run.</param>
/// <param name="Last">The last one of the run.</param>
/// <param name="Count">Number of snapshots in the run.</param>
/// <param name="Change">The difference from the version before; <see cref="NodeChange.Added"/> for the first.</param>
public sealed record FileVersion(Node? Node, Snapshot First, Snapshot Last, int Count, NodeChange Change);
