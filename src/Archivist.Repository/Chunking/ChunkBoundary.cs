namespace Archivist.Repository.Chunking;

/// <summary>
/// Finds restic's chunk ends: a Rabin fingerprint over the last 64 bytes, a chunk ending where its low 20 bits are zero,
/// not before 512 KiB and not after 8 MiB. Immutable tables for one polynomial; thread-safe.
/// </summary>
/// <remarks>
/// The fingerprint starts anew in each chunk, 64 bytes before the shortest possible end, so it only ever depends
/// on the 64 bytes before a position: a scan can stop and resume with the digest alone.
/// </remarks>
internal sealed class ChunkBoundary
{
    internal const int MinimumSize = 512 * 1024;
    internal const int MaximumSize = 8 * 1024 * 1024;

    private const int WindowSize = 64;
    private const ulong SplitMask = (1 << 20) - 1;

    private readonly ulong[] _out = new ulong[256];
    private readonly ulong[] _mod = new ulong[256];
    private readonly int _shift;

    internal ChunkBoundary(Polynomial polynomial)
    {
        if (polynomial.Degree is < 16 or > 55)
            throw new ArgumentOutOfRangeException(nameof(polynomial), $"Degree {polynomial.Degree} is outside 16 to 55.");
        _shift = polynomial.Degree - 8;
        for (var value = 0; value < 256; value++)
        {
            // What a byte still contributes when it leaves the window: value * x^(8*63).
            var leaving = polynomial.Reduce((ulong)value);
            for (var i = 0; i < WindowSize - 1; i++)
                leaving = polynomial.Reduce(leaving << 8);
            _out[value] = leaving;

            var high = (ulong)value << polynomial.Degree;
            _mod[value] = polynomial.Reduce(high) | high;
        }
    }

    /// <summary>
    /// Continues the search in a chunk that begins at <paramref name="chunk"/>[0] and of which more bytes have become known.
    /// </summary>
    /// <param name="chunk">All bytes known of this chunk, from its first.</param>
    /// <param name="scan">Where the search stands; the default for a new chunk.</param>
    /// <returns>The chunk's length, or 0 when its end is not among the bytes known so far.</returns>
    internal int FindEnd(ReadOnlySpan<byte> chunk, ref ScanPosition scan)
    {
        var position = scan.Next;
        var digest = scan.Digest;
        var end = Math.Min(chunk.Length, MaximumSize);
        if (position == 0)
        {
            if (end < MinimumSize)
                return 0;
            for (position = MinimumSize - WindowSize; position < MinimumSize; position++)
                digest = Append(digest, chunk[position]);
            if ((digest & SplitMask) == 0)
                return MinimumSize;
        }

        position = Scan(chunk[..end], position, ref digest);
        if (position < 0)
            return -position;
        if (end == MaximumSize)
            return MaximumSize;
        scan = new ScanPosition(position, digest);
        return 0;
    }

    /// <summary>Returns the next position, or minus the chunk's length when an end was found.</summary>
    private int Scan(ReadOnlySpan<byte> chunk, int position, ref ulong digest)
    {
        var outTable = _out;
        var modTable = _mod;
        var shift = _shift;
        var value = digest;
        var leaving = chunk.Slice(position - WindowSize, chunk.Length - position);
        var entering = chunk[position..];
        for (var i = 0; i < entering.Length && i < leaving.Length; i++)
        {
            value ^= outTable[leaving[i]];
            var index = (byte)(value >> shift);
            value = ((value << 8) | entering[i]) ^ modTable[index];
            if ((value & SplitMask) == 0)
                return -(position + i + 1);
        }

        digest = value;
        return chunk.Length;
    }

    private ulong Append(ulong digest, byte value) => ((digest << 8) | value) ^ _mod[(byte)(digest >> _shift)];

    /// <summary>Where a search stands inside a chunk: the next byte to take in, and the fingerprint of the 64 before it.</summary>
    internal readonly record struct ScanPosition(int Next, ulong Digest);
}
