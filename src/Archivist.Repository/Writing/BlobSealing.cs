using Archivist.Repository.Compression;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Writing;

/// <summary>One worker's compression. Not thread-safe.</summary>
internal sealed class BlobSealing(bool mayCompress, BlobCompression mode, Zstd zstd)
{
    private byte[] _compressed = [];

    /// <summary>
    /// What is to be sealed: the compressed form where that is smaller, otherwise the plaintext itself. Valid until the next call.
    /// </summary>
    internal ReadOnlySpan<byte> Compress(BlobType type, ReadOnlySpan<byte> plaintext, out uint uncompressedLength)
    {
        uncompressedLength = 0;
        if (!mayCompress || plaintext.IsEmpty || (mode is BlobCompression.Off && type is BlobType.Data))
            return plaintext;
        var bound = zstd.Bound(plaintext.Length);
        if (_compressed.Length < bound)
            _compressed = GC.AllocateUninitializedArray<byte>(Math.Max(bound, 1 << 20));
        var length = zstd.Compress(plaintext, _compressed, CompressionChoice.Of(mode, type, plaintext));
        // Trees are always compressed: restic takes an uncompressed tree for a leftover of format version 1.
        if (length >= plaintext.Length && type is not BlobType.Tree)
            return plaintext;
        uncompressedLength = (uint)plaintext.Length;
        return _compressed.AsSpan(0, length);
    }
}
