using Archivist.Repository.Chunking;

namespace Archivist.Tests.Repository.Chunking;

/// <summary>The definition, byte by byte and by division, for others to be compared with.</summary>
internal sealed class DefinedSplitSearch : ISplitSearch
{
    private readonly Polynomial _polynomial;
    private readonly ulong[] _leaving = new ulong[256];

    internal DefinedSplitSearch(Polynomial polynomial)
    {
        _polynomial = polynomial;
        for (var value = 0; value < _leaving.Length; value++)
        {
            _leaving[value] = (ulong)value;
            for (var i = 0; i < 64; i++)
                _leaving[value] = polynomial.Reduce(_leaving[value] << 8);
        }
    }

    public int Find(ReadOnlySpan<byte> bytes, int from)
    {
        ulong fingerprint = 0;
        for (var i = from - 63; i < bytes.Length; i++)
        {
            fingerprint = _polynomial.Reduce((fingerprint << 8) | bytes[i]);
            if (i > from)
                fingerprint ^= _leaving[bytes[i - 64]];
            if (i >= from && (fingerprint & 0xFFFFF) == 0)
                return i;
        }

        return -1;
    }
}
