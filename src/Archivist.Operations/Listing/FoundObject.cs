using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>A blob, and an entry that it is of.</summary>
/// <param name="Id">The blob.</param>
/// <param name="IsTree">The blob is the tree of a directory; otherwise it is content of a file.</param>
/// <param name="Entry">The entry; its path is empty for the root of the snapshot.</param>
/// <param name="ParentTree">The tree that the entry is in.</param>
/// <param name="Pack">The pack that holds the blob; null when no index knows it.</param>
/// <param name="Snapshot">The snapshot.</param>
public sealed record FoundObject(BlobId Id, bool IsTree, TreeEntry Entry, BlobId ParentTree, PackId? Pack, Snapshot Snapshot);
