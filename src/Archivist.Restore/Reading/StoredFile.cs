using System.Numerics;
using Archivist.Platform.Blocks;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Trees;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Reading;

/// <summary>
/// A file of a snapshot, read at any place: only the pieces that a read touches are fetched, and zeros of block sources and holes are known
/// without fetching. Thread-safe.
/// </summary>
internal sealed class StoredFile : IBlockSource
{
    /// <summary>Zeros of these lengths are what block sources and holes are made of.</summary>
    private static readonly Lazy<Dictionary<BlobId, long>> Zeros = new(
        () => Enumerable.Range(12, 12).Select(power => 1 << power).ToDictionary(length => new BlobId(Digest.Of(new byte[length])), length => (long)length));

    private readonly BlobCache _cache;
    private readonly IReadOnlyList<BlobId> _pieces;
    private readonly long[] _starts;

    private StoredFile(BlobCache cache, Node node, long[] starts)
    {
        _cache = cache;
        _pieces = node.Content;
        _starts = starts;
        Location = node.Name.ToString();
    }

    public string Location { get; }

    public long Length => _starts[^1];

    /// <summary>Finds out where the pieces begin; one that no index knows is <see cref="Failure.DataLoss"/>.</summary>
    internal static StoredFile Open(BlobCache cache, Node node)
    {
        var starts = new long[node.Content.Count + 1];
        for (var i = 0; i < node.Content.Count; i++)
        {
            starts[i + 1] = starts[i] + (cache.Repository.FindDataLength(node.Content[i])
                ?? throw new ArchivistException(new ContentNotIndexed(node.Name.ToString(), node.Content[i])));
        }

        return new StoredFile(cache, node, starts);
    }

    /// <summary>Bytes that are known to be zero, from the ids alone.</summary>
    internal static long ZerosOf(Node node)
    {
        long sum = 0;
        foreach (var id in node.Content)
            sum += Zeros.Value.GetValueOrDefault(id);
        return sum;
    }

    public ValueTask<BlockRun> FindRunAsync(long offset, CancellationToken cancellationToken)
    {
        var piece = PieceAt(offset);
        if (piece >= _pieces.Count)
            return new(new BlockRun(Length, true));
        var isZero = IsZero(piece);
        while (++piece < _pieces.Count && IsZero(piece) == isZero)
        {
        }

        return new(new BlockRun(_starts[piece], isZero));
    }

    public async ValueTask ReadAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + destination.Length, Length);
        if (destination.IsEmpty)
            return;
        var first = PieceAt(offset);
        var ids = new List<BlobId>();
        var places = new List<int>();
        for (var piece = first; piece < _pieces.Count && _starts[piece] < offset + destination.Length; piece++)
        {
            if (IsZero(piece))
                Part(piece, offset, destination, out _).Span.Clear();
            else
            {
                ids.Add(_pieces[piece]);
                places.Add(piece);
            }
        }

        var blobs = _cache.Get(ids);
        for (var i = 0; i < blobs.Length; i++)
        {
            // Only the waiting is given up when the reader goes away.
            var blob = await blobs[i].WaitAsync(cancellationToken);
            var part = Part(places[i], offset, destination, out var skipped);
            blob.AsSpan((int)skipped, part.Length).CopyTo(part.Span);
        }
    }

    /// <summary>Begins to fetch what lies from <paramref name="offset"/> on, for a reader that comes soon.</summary>
    internal void Prefetch(long offset, long length)
    {
        var ids = new List<BlobId>();
        for (var piece = PieceAt(offset); piece < _pieces.Count && _starts[piece] < offset + length; piece++)
        {
            if (!IsZero(piece))
                ids.Add(_pieces[piece]);
        }

        _cache.Get(ids);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Memory<byte> Slice(Memory<byte> destination, long start, long end) => destination[(int)start..(int)end];

    /// <summary>The part of the destination that a piece fills, and how many bytes of the piece come before it.</summary>
    private Memory<byte> Part(int piece, long offset, Memory<byte> destination, out long skipped)
    {
        skipped = Math.Max(0, offset - _starts[piece]);
        return Slice(destination, Math.Max(0, _starts[piece] - offset), Math.Min(destination.Length, _starts[piece + 1] - offset));
    }

    private bool IsZero(int piece) =>
        BitOperations.IsPow2(_starts[piece + 1] - _starts[piece]) && Zeros.Value.ContainsKey(_pieces[piece]);

    /// <summary>The piece that holds a byte; the number of pieces at the end. Empty pieces are passed over.</summary>
    private int PieceAt(long offset)
    {
        int low = 0, high = _pieces.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_starts[middle + 1] <= offset)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
