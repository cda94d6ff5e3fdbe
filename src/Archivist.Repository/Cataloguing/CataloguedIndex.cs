using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Cataloguing;

/// <summary>One index file and the packs that it names.</summary>
internal sealed record CataloguedIndex(ObjectName Name, IReadOnlyList<PackId> Packs, IReadOnlyList<Digest> Supersedes);
