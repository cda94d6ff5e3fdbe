namespace Archivist.Repository.Indexing;

/// <summary>One index file and the packs that it names.</summary>
internal sealed record CataloguedIndex(ObjectName Name, IReadOnlyList<PackId> Packs, IReadOnlyList<Digest> Supersedes);
