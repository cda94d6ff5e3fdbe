using System.Buffers;

namespace Archivist.Repository.Packs;

/// <summary>
/// One piece of rented memory for the plaintext of a batch of blobs, given back with the last of them. A batch after the other then writes over the same
/// pages; rented one by one, blobs of every size keep pages of their own. Taking is not thread-safe, giving back is.
/// </summary>
internal sealed class BlobBlock
{
    /// <summary>Batches are cut at half of this, and then have one blob more. A blob that claims to be larger gets its memory only once it is authenticated.</summary>
    private const long Largest = 32 << 20;

    // Each begins at a cache line of its own.
    private const int Alignment = 64;

    private readonly byte[] _memory;
    private int _taken;
    private int _users = 1;

    private BlobBlock(int size) => _memory = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>Memory for all blobs of a batch that are compressed; null where there are less than two of them, or too much.</summary>
    internal static BlobBlock? For(IReadOnlyList<PackedBlob> blobs)
    {
        var (size, count) = (0L, 0);
        for (var i = 0; i < blobs.Count; i++)
        {
            if (!blobs[i].IsCompressed)
                continue;
            size += Room(blobs[i].UncompressedLength);
            count++;
        }

        return count < 2 || size > Largest ? null : new BlobBlock((int)size);
    }

    /// <summary>Room for the next blob, which gives it back by <see cref="Release"/>.</summary>
    internal Memory<byte> Take(int length)
    {
        var room = _memory.AsMemory(_taken, length);
        _taken += (int)Room(length);
        Interlocked.Increment(ref _users);
        return room;
    }

    /// <summary>Called by every blob, and once by the creator of the block.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            ArrayPool<byte>.Shared.Return(_memory);
    }

    private static long Room(long length) => (length + Alignment - 1) & -Alignment;
}
