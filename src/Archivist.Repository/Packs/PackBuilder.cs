using System.Buffers;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Packs;

/// <summary>Collects sealed blobs of one type until a pack is full. Not thread-safe.</summary>
internal sealed class PackBuilder(int targetSize)
{
    private readonly ArrayBufferWriter<byte> _content = new(targetSize + targetSize / 4);

    /// <summary>What it holds; a new list for each pack, for the index keeps it.</summary>
    internal List<PackedBlob> Blobs { get; private set; } = [];

    /// <summary>restic packs at most this many blobs, so that the header stays small against the content.</summary>
    internal bool IsFull => _content.WrittenCount >= targetSize || Blobs.Count >= 15_000;

    internal void Add(BlobType type, BlobId id, ReadOnlySpan<byte> sealedBlob, uint uncompressedLength)
    {
        Blobs.Add(new PackedBlob(type, id, (uint)_content.WrittenCount, (uint)sealedBlob.Length, uncompressedLength));
        _content.Write(sealedBlob);
    }

    /// <summary>Empties it for the next pack and keeps its memory.</summary>
    internal void Reset()
    {
        _content.ResetWrittenCount();
        Blobs = [];
    }

    /// <summary>Appends the header; the bytes are valid until <see cref="Reset"/>.</summary>
    internal ReadOnlyMemory<byte> Finish(SealerPool sealers)
    {
        var space = _content.GetSpan(PackHeader.SizeOf(Blobs));
        _content.Advance(PackHeader.Write(Blobs, sealers, space));
        return _content.WrittenMemory;
    }
}
