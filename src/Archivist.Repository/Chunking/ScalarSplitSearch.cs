namespace Archivist.Repository.Chunking;

/// <summary>The definition as it is usually computed: a rolling fingerprint, one byte after the other.</summary>
internal sealed class ScalarSplitSearch : ISplitSearch
{
    private const ulong SplitMask = (1UL << SplitSearch.SplitBits) - 1;

    private readonly ulong[] _leaving = new ulong[256];
    private readonly ulong[] _overflow = new ulong[256];
    private readonly int _shift;

    internal ScalarSplitSearch(Polynomial polynomial)
    {
        _shift = polynomial.Degree - 8;
        var oldest = SplitSearch.BitsAt(polynomial, SplitSearch.WindowSize - 1);
        for (var value = 0; value < 256; value++)
        {
            for (var bit = 0; bit < 8; bit++)
                _leaving[value] ^= (value >> bit & 1) != 0 ? oldest[bit] : 0;
            var high = (ulong)value << polynomial.Degree;
            _overflow[value] = polynomial.Reduce(high) | high;
        }
    }

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        SplitSearch.RequireWindow(from);
        if (from >= bytes.Length)
            return -1;
        var (leavingTable, overflowTable, shift) = (_leaving, _overflow, _shift);
        ulong value = 0;
        foreach (var entering in bytes.Slice(from - SplitSearch.WindowSize + 1, SplitSearch.WindowSize))
            value = ((value << 8) | entering) ^ overflowTable[(byte)(value >> shift)];
        if ((value & SplitMask) == 0)
            return from;
        var rest = bytes[(from + 1)..];
        var leaving = bytes[(from + 1 - SplitSearch.WindowSize)..];
        for (var i = 0; i < rest.Length && i < leaving.Length; i++)
        {
            value ^= leavingTable[leaving[i]];
            value = ((value << 8) | rest[i]) ^ overflowTable[(byte)(value >> shift)];
            if ((value & SplitMask) == 0)
                return from + 1 + i;
        }

        return -1;
    }
}
