using Archivist.Images.Model;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Building;

/// <summary>The content of a set. Immutable.</summary>
/// <param name="Shared">Further files on every disc: the ledger and the records of earlier discs.</param>
/// <param name="Objects">Configuration, keys, indexes and snapshots, which every disc holds.</param>
/// <param name="Packs">The packs, each once, in the order in which they are to be spread.</param>
public sealed record DiscSetContents(IReadOnlyList<DiscFile> Shared, IReadOnlyList<StoredObject> Objects, IReadOnlyList<StoredObject> Packs);
