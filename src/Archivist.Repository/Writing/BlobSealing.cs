using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Writing;

/// <summary>One worker's buffers for compressing and sealing. Not thread-safe.</summary>
internal sealed class BlobSealing(SealerPool sealers, bool mayCompress, int level)
{
    private byte[] _compressed = [];
    private byte[] _sealed = [];

    /// <summary>Compresses where that makes it smaller, and seals. The result is valid until the next call.</summary>
    internal ReadOnlySpan<byte> Seal(BlobType type, ReadOnlySpan<byte> plaintext, out uint uncompressedLength)
    {
        uncompressedLength = 0;
        var payload = plaintext;
        if (mayCompress && !plaintext.IsEmpty)
        {
            Grow(ref _compressed, Zstd.Bound(plaintext.Length));
            var length = Zstd.Compress(plaintext, _compressed, level);
            // Trees are always compressed: restic takes an uncompressed tree for a leftover of format version 1.
            if (length < plaintext.Length || type is BlobType.Tree)
            {
                payload = _compressed.AsSpan(0, length);
                uncompressedLength = (uint)plaintext.Length;
            }
        }

        Grow(ref _sealed, payload.Length + Sealer.Overhead);
        return _sealed.AsSpan(0, sealers.Seal(payload, _sealed));
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<byte>(Math.Max(length, 1 << 20));
    }
}
