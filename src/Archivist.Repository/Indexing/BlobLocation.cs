using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Indexing;

/// <summary>Where to read one blob.</summary>
internal readonly record struct BlobLocation(PackId Pack, PackedBlob Blob);
