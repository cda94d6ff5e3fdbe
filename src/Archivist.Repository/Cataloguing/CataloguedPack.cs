using Archivist.Repository.Ids;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Cataloguing;

/// <summary>A pack as the indexes describe it, all of them taken together.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Blobs">What it holds, each entry once.</param>
/// <param name="FirstPosition">The number of its first blob; blobs are numbered through all packs from 0.</param>
internal sealed record CataloguedPack(PackId Id, PackedBlob[] Blobs, int FirstPosition)
{
    internal bool HasTrees => Blobs.Any(blob => blob.Type is BlobType.Tree);

    internal bool HasData => Blobs.Any(blob => blob.Type is BlobType.Data);

    /// <summary>How long the pack must be when the indexes name all its blobs.</summary>
    internal long ExpectedLength => Blobs.Sum(blob => (long)blob.Length) + PackHeader.SizeOf(Blobs);
}
