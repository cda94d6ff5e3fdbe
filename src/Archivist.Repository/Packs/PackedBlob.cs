using Archivist.Repository.Ids;

namespace Archivist.Repository.Packs;

/// <summary>Where one blob lies in its pack.</summary>
/// <param name="Type">Data or tree.</param>
/// <param name="Id">SHA-256 of the plaintext.</param>
/// <param name="Offset">First byte in the pack.</param>
/// <param name="Length">Sealed bytes.</param>
/// <param name="UncompressedLength">Plaintext bytes when the blob is compressed, otherwise 0.</param>
internal readonly record struct PackedBlob(BlobType Type, BlobId Id, uint Offset, uint Length, uint UncompressedLength)
{
    internal bool IsCompressed => UncompressedLength != 0;

    /// <summary>Bytes of plaintext.</summary>
    internal long PlaintextLength => IsCompressed ? UncompressedLength : (long)Length - Crypto.Sealer.Overhead;
}
