using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Capture.Blocks;

/// <summary>The chunks of a block source in an earlier snapshot, found by their place. Not thread-safe.</summary>
internal sealed class KnownChunks
{
    private readonly IReadOnlyList<BlobId> _content;
    private readonly long[] _ends;
    private readonly HashSet<BlobId> _zeros;
    private int _at;

    private KnownChunks(IReadOnlyList<BlobId> content, long[] ends, HashSet<BlobId> zeros) => (_content, _ends, _zeros) = (content, ends, zeros);

    /// <summary>
    /// Null when the content is not cut as this source would be now: another length, other chunks, or a chunk that the repository does not have.
    /// </summary>
    /// <param name="content">The chunks of the file in the snapshot.</param>
    /// <param name="lengthOf">Bytes of a chunk; null when the repository does not have it.</param>
    /// <param name="length">Bytes of the source now.</param>
    /// <param name="chunkSize">Bytes of a chunk now.</param>
    internal static KnownChunks? TryOf(IReadOnlyList<BlobId> content, Func<BlobId, long?> lengthOf, long length, int chunkSize)
    {
        var ends = new long[content.Count];
        var zeros = new HashSet<BlobId>();
        var zeroOf = new Dictionary<long, BlobId>();
        long start = 0;
        for (var i = 0; i < content.Count; i++)
        {
            if (lengthOf(content[i]) is not { } size || size is <= 0 or > BlockChunks.Largest || size > length - start)
                return null;
            ends[i] = start + size;
            if (!zeroOf.TryGetValue(size, out var zero))
                zeroOf.Add(size, zero = new BlobId(Digest.Of(new byte[size])));
            if (content[i] == zero)
                zeros.Add(zero);
            else if (start % chunkSize != 0 || size != Math.Min(chunkSize, length - start))
                return null;
            start = ends[i];
        }

        return start == length ? new KnownChunks(content, ends, zeros) : null;
    }

    /// <summary>The chunk that holds this byte.</summary>
    internal (long Start, long End, BlobId Id, bool IsZero) At(long offset)
    {
        if (offset >= _ends[_at] || offset < StartOf(_at))
        {
            var found = Array.BinarySearch(_ends, offset + 1);
            _at = found >= 0 ? found : ~found;
        }

        return (StartOf(_at), _ends[_at], _content[_at], _zeros.Contains(_content[_at]));
    }

    private long StartOf(int index) => index == 0 ? 0 : _ends[index - 1];
}
