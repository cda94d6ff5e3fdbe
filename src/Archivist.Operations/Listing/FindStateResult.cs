using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>The state of a path at a moment.</summary>
/// <param name="Snapshot">The last snapshot up to that moment that captured where the path is.</param>
/// <param name="Next">The first one after it; null without any.</param>
/// <param name="Entry">The path in it; null when it was not there.</param>
/// <param name="Entries">What is in it when it is a directory, in the order of names.</param>
public sealed record FindStateResult(Snapshot Snapshot, Snapshot? Next, TreeEntry? Entry, IReadOnlyList<TreeEntry> Entries) : OperationResult;
