using Archivist.Repository.Ids;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Finding;

/// <summary>An entry that was sought, and the tree that lists it.</summary>
public readonly record struct FoundEntry(TreeEntry Entry, BlobId Tree);
