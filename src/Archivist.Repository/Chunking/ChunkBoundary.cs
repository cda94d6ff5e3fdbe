namespace Archivist.Repository.Chunking;

/// <summary>
/// Finds restic's chunk ends: a Rabin fingerprint over the last 64 bytes, a chunk ending where its low 20 bits are zero,
/// not before 512 KiB and not after 8 MiB. Immutable tables for one polynomial; thread-safe.
/// </summary>
/// <remarks>
/// The fingerprint restarts in each chunk, 64 bytes before the shortest possible end, so it only ever depends on the
/// 64 bytes before a position and split points can be searched for without regard to where a chunk began.
/// </remarks>
internal sealed class ChunkBoundary
{
    internal const int MinimumSize = 512 * 1024;
    internal const int MaximumSize = 8 * 1024 * 1024;

    private readonly ISplitSearch _search;

    internal ChunkBoundary(Polynomial polynomial)
        : this(polynomial, SplitSearch.Fastest)
    {
    }

    internal ChunkBoundary(Polynomial polynomial, Func<Polynomial, ISplitSearch> search)
    {
        // Below 20 the low bits are not those of a remainder any more; above 55 a shift by a byte overflows 64 bits.
        if (polynomial.Degree is < SplitSearch.SplitBits or > 55)
            throw new ArgumentOutOfRangeException(nameof(polynomial), $"Degree {polynomial.Degree} is outside 20 to 55.");
        if ((polynomial.Bits & 1) == 0)
            throw new ArgumentException("Without a constant term it is divisible by x, and fingerprints cannot be rolled backwards.", nameof(polynomial));
        _search = search(polynomial);
    }

    /// <summary>
    /// Continues the search in a chunk that begins at <paramref name="chunk"/>[0] and of which more bytes have become known.
    /// </summary>
    /// <param name="chunk">All bytes known of this chunk, from its first.</param>
    /// <param name="searched">Bytes that have been searched already: 0 for a new chunk. Set for the next call.</param>
    /// <returns>The chunk's length, or 0 when its end is not among the bytes known so far.</returns>
    internal int FindEnd(ReadOnlySpan<byte> chunk, ref int searched)
    {
        var end = Math.Min(chunk.Length, MaximumSize);
        if (end < MinimumSize)
            return 0;
        var split = _search.Find(chunk[..end], Math.Max(searched, MinimumSize - 1));
        if (split >= 0)
            return split + 1;
        if (end == MaximumSize)
            return MaximumSize;
        searched = end;
        return 0;
    }
}
