using System.Buffers;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Packs;

/// <summary>Collects sealed blobs of one type until a pack is full. Not thread-safe.</summary>
internal sealed class PackBuilder(int targetSize)
{
    private readonly ArrayBufferWriter<byte> _content = new(targetSize + targetSize / 4);

    internal List<PackedBlob> Blobs { get; } = [];

    /// <summary>restic packs at most this many blobs, so that the header stays small against the content.</summary>
    internal bool IsFull => _content.WrittenCount >= targetSize || Blobs.Count >= 15_000;

    internal void Add(BlobType type, BlobId id, ReadOnlySpan<byte> sealedBlob, uint uncompressedLength)
    {
        Blobs.Add(new PackedBlob(type, id, (uint)_content.WrittenCount, (uint)sealedBlob.Length, uncompressedLength));
        _content.Write(sealedBlob);
    }

    /// <summary>Appends the header; the builder must not be used afterwards.</summary>
    internal ReadOnlyMemory<byte> Finish(SealerPool sealers)
    {
        var space = _content.GetSpan(PackHeader.SizeOf(Blobs));
        _content.Advance(PackHeader.Write(Blobs, sealers, space));
        return _content.WrittenMemory;
    }
}
