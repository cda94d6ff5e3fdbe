using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Restore.Comparing;

namespace Archivist.Restore.Finding;

/// <summary>What lay at a path during some snapshots of one machine.</summary>
/// <param name="Node">What it was; null when it was gone.</param>
/// <param name="First">The first snapshot that has it so.</param>
/// <param name="Last">The last one of the run.</param>
/// <param name="Count">Number of snapshots that have it so.</param>
/// <param name="Change">What is different from the version before; <see cref="NodeChange.Added"/> for the first.</param>
public sealed record FileVersion(Node? Node, Snapshot First, Snapshot Last, int Count, NodeChange Change);
