using System.Numerics;
using System.Runtime.CompilerServices;

namespace Archivist.Repository.Chunking;

/// <summary>
/// Cuts what is to be searched into segments of equal length, one for each stream, and rolls the fingerprints of all of them at once.
/// The time taken does not depend on the content. Thread-safe.
/// </summary>
internal sealed unsafe class StreamedSplitSearch(IFingerprintStreams streams, ScalarSplitSearch scalar) : ISplitSearch
{
    /// <summary>
    /// Blocks of 64 bytes in a segment, at most. Before the first, a stream has to take in a window, so longer segments cost less; but they are
    /// looked at whole even if the first byte is a split point. Odd, so that the segments do not all fall into the same few sets of the cache.
    /// </summary>
    private const int LongestSegment = 15;

    private const int BlockLength = SplitSearch.WindowSize;
    private const int Alignment = 64;

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        SplitSearch.RequireWindow(from);
        var position = from;
        // Streams read the byte before the first window as well.
        if (position == SplitSearch.WindowSize - 1 && position < bytes.Length)
        {
            if (scalar.Find(bytes[..SplitSearch.WindowSize], position) >= 0)
                return position;
            position++;
        }

        var shortest = streams.Count * BlockLength;
        while (bytes.Length - position >= shortest)
        {
            var blocks = Math.Min(LongestSegment, (bytes.Length - position) / shortest);
            var block = FirstBlock(bytes[(position - BlockLength)..], blocks);
            if (block >= 0)
                return scalar.Find(bytes[..(position + block + BlockLength)], position + block);
            position += blocks * shortest;
        }

        return scalar.Find(bytes, position);
    }

    /// <summary>The index, after a window, of the first block of 64 places that has a split point; -1 when there is none.</summary>
    /// <param name="bytes">A window, then as many segments as there are streams, then whatever follows.</param>
    /// <param name="blocks">Blocks in each segment.</param>
    [SkipLocalsInit]
    private int FirstBlock(ReadOnlySpan<byte> bytes, int blocks)
    {
        var blockSize = streams.Count * BlockLength;
        var stateSize = streams.Count * SplitSearch.Planes;
        var room = stackalloc byte[stateSize + (2 * blockSize) + Alignment];
        var entering = (byte*)(((nint)room + Alignment - 1) & -Alignment);
        var leaving = entering + blockSize;
        var state = leaving + blockSize;
        // Windows of zeros have the fingerprint zero. The first round takes the last window of each segment in; what it says of split points is of no use.
        new Span<byte>(leaving, blockSize + stateSize).Clear();
        var (firstStream, firstBlock) = (streams.Count, 0);
        fixed (byte* window = bytes)
        {
            for (var block = blocks; block >= 0; block--)
            {
                streams.Transpose(window + (block * BlockLength), blocks * BlockLength, entering);
                var found = streams.Roll(state, leaving, entering, soon: window + BlockLength + ((blocks + block) * blockSize));
                var oldest = entering;
                entering = leaving;
                leaving = oldest;
                if (block == blocks || found == 0)
                    continue;
                // An earlier stream goes first, and what is found later in the same stream lies before what was found before.
                var stream = BitOperations.TrailingZeroCount(found);
                if (stream <= firstStream)
                    (firstStream, firstBlock) = (stream, block);
            }
        }

        return firstStream == streams.Count ? -1 : ((firstStream * blocks) + firstBlock) * BlockLength;
    }
}
