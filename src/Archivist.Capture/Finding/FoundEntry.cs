using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>An entry that was sought, and the tree that lists it.</summary>
public readonly record struct FoundEntry(TreeEntry Entry, BlobId Tree);
