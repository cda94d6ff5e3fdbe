using System.IO.Compression;
using System.Numerics;

namespace Archivist.Capture.Blocks;

/// <summary>Which chunks of a block source something was written to, one bit for each. Not thread-safe.</summary>
/// <param name="length">Bytes of the source.</param>
/// <param name="chunkSize">Bytes of a chunk.</param>
internal sealed class DirtyChunks(long length, int chunkSize)
{
    private readonly ulong[] _words = new ulong[(Chunks(length, chunkSize) + 63) / 64];

    /// <summary>The number of chunks that are dirty.</summary>
    internal long Count => _words.Sum(word => (long)BitOperations.PopCount(word));

    /// <summary>Whether the chunk at this byte is dirty.</summary>
    internal bool this[long offset] => (_words[offset / chunkSize / 64] >> (int)(offset / chunkSize % 64) & 1) != 0;

    /// <summary>The number of chunks of a source.</summary>
    internal static long Chunks(long length, int chunkSize) => (length + chunkSize - 1) / chunkSize;

    /// <summary>Something was written between two bytes, the second excluded: every chunk that it touches is dirty.</summary>
    internal void Mark(long start, long end)
    {
        for (var chunk = start / chunkSize; chunk < Chunks(end, chunkSize); chunk++)
            _words[chunk / 64] |= 1UL << (int)(chunk % 64);
    }

    /// <summary>Takes over what another one of the same source has.</summary>
    internal void Add(DirtyChunks other)
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
    }

    /// <summary>Where the stretch of chunks that are alike, dirty or clean, and that begins at this byte, ends.</summary>
    internal long EndOfRun(long offset)
    {
        var isDirty = this[offset];
        var chunk = offset / chunkSize + 1;
        var last = Chunks(length, chunkSize);
        while (chunk < last && ((_words[chunk / 64] >> (int)(chunk % 64) & 1) != 0) == isDirty)
        {
            // Whole words at once where nothing changes.
            if (chunk % 64 == 0 && _words[chunk / 64] == (isDirty ? ulong.MaxValue : 0))
                chunk += 64;
            else
                chunk++;
        }

        return Math.Min(chunk * chunkSize, length);
    }

    /// <summary>Whether everything that was dirty in an earlier one of the same source is dirty here too.</summary>
    internal bool Covers(DirtyChunks earlier)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            if ((earlier._words[i] & ~_words[i]) != 0)
                return false;
        }

        return true;
    }

    /// <summary>The bits as bytes of a zlib stream, the lowest bit of the first byte for the first chunk.</summary>
    internal byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            Span<byte> bytes = stackalloc byte[8];
            foreach (var word in _words)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
                zlib.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    /// <summary>Reads what <see cref="Pack"/> wrote; null when it is not that, or of another number of chunks.</summary>
    internal static DirtyChunks? TryUnpack(byte[] packed, long length, int chunkSize)
    {
        var dirty = new DirtyChunks(length, chunkSize);
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            Span<byte> bytes = stackalloc byte[8];
            for (var i = 0; i < dirty._words.Length; i++)
            {
                zlib.ReadExactly(bytes);
                dirty._words[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            }

            return zlib.ReadByte() < 0 ? dirty : null;
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }
}
