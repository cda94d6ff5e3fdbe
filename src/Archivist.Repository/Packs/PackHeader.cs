using System.Buffers.Binary;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Packs;

/// <summary>
/// The end of a pack: sealed entries, then their sealed length as 4 bytes little-endian (restic design, "Pack Format").
/// An entry is type (1), sealed length (4), for compressed types also plaintext length (4), and the id (32).
/// </summary>
internal static class PackHeader
{
    internal const int LengthFieldSize = 4;
    internal const int PlainEntrySize = 1 + 4 + Digest.Size;
    internal const int CompressedEntrySize = PlainEntrySize + 4;

    private const byte CompressedFlag = 2;

    internal static int SizeOf(IReadOnlyList<PackedBlob> blobs)
    {
        var size = Sealer.Overhead + LengthFieldSize;
        foreach (var blob in blobs)
            size += blob.IsCompressed ? CompressedEntrySize : PlainEntrySize;
        return size;
    }

    /// <summary>Writes the sealed entries and the length field; returns the bytes written.</summary>
    internal static int Write(IReadOnlyList<PackedBlob> blobs, SealerPool sealers, Span<byte> destination)
    {
        var entries = new byte[SizeOf(blobs) - Sealer.Overhead - LengthFieldSize];
        var rest = entries.AsSpan();
        foreach (var blob in blobs)
        {
            rest[0] = (byte)((byte)blob.Type | (blob.IsCompressed ? CompressedFlag : 0));
            BinaryPrimitives.WriteUInt32LittleEndian(rest[1..], blob.Length);
            rest = rest[5..];
            if (blob.IsCompressed)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(rest, blob.UncompressedLength);
                rest = rest[4..];
            }

            blob.Id.Value.WriteTo(rest);
            rest = rest[Digest.Size..];
        }

        var length = sealers.Seal(entries, destination);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[length..], (uint)length);
        return length + LengthFieldSize;
    }

    /// <summary>Reads the opened entries; null when they are not well formed or do not fill the pack exactly.</summary>
    /// <param name="entries">The opened header.</param>
    /// <param name="packLength">Bytes of the whole pack.</param>
    internal static List<PackedBlob>? TryParse(ReadOnlySpan<byte> entries, long packLength)
    {
        var blobs = new List<PackedBlob>();
        var sealedLength = entries.Length + Sealer.Overhead;
        long offset = 0;
        while (!entries.IsEmpty)
        {
            var kind = entries[0];
            var compressed = (kind & CompressedFlag) != 0;
            var size = compressed ? CompressedEntrySize : PlainEntrySize;
            if (kind > 3 || entries.Length < size)
                return null;
            var length = BinaryPrimitives.ReadUInt32LittleEndian(entries[1..]);
            var plain = compressed ? BinaryPrimitives.ReadUInt32LittleEndian(entries[5..]) : 0;
            if (length < Sealer.Overhead || offset + length > packLength)
                return null;
            blobs.Add(new PackedBlob(
                (BlobType)(kind & 1), new BlobId(new Digest(entries[(size - Digest.Size)..size])), (uint)offset, length, plain));
            offset += length;
            entries = entries[size..];
        }

        return offset + sealedLength + LengthFieldSize == packLength ? blobs : null;
    }
}
