using Archivist.Repository.Cataloguing;
using Archivist.Repository.Packs;

namespace Archivist.Repository.Pruning;

/// <summary>How much of one pack is needed.</summary>
internal sealed class PackUse(CataloguedPack pack, long? length)
{
    internal CataloguedPack Pack => pack;

    /// <summary>Bytes in the store; 0 when the pack is not there.</summary>
    internal long Length => length ?? 0;

    internal bool IsMissing => length is null;

    /// <summary>The pack exists and has the length that its indexes say.</summary>
    internal bool IsUsable { get; } = length == pack.ExpectedLength;

    /// <summary>Blobs that are kept from this pack, and not from another one that has them too.</summary>
    internal int KeptBlobs { get; private set; }

    internal long KeptBytes { get; private set; }

    internal int DroppedBlobs => pack.Blobs.Length - KeptBlobs;

    /// <summary>Unneeded bytes, the header of an unneeded pack included.</summary>
    internal long DroppedBytes => Length - (KeptBlobs == 0 ? 0 : KeptBytes + PackHeader.SizeOf([]));

    internal bool IsMixed { get; } = pack.HasTrees && pack.HasData;

    internal bool HasTrees { get; } = pack.HasTrees;

    /// <summary>Some of its blobs are uncompressed, as in format version 1.</summary>
    internal bool HasPlainBlobs { get; } = pack.Blobs.Any(blob => !blob.IsCompressed);

    internal void Keep(in PackedBlob blob)
    {
        KeptBlobs++;
        KeptBytes += CostOf(blob);
    }

    /// <summary>Bytes that a blob takes, its line in the header included.</summary>
    internal static long CostOf(in PackedBlob blob) =>
        blob.Length + (blob.IsCompressed ? PackHeader.CompressedEntrySize : PackHeader.PlainEntrySize);
}
