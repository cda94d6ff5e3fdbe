using System.Buffers;
using System.Collections;
using System.Numerics;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Compares the content of a file or disk with the pieces of a node: each piece is read and hashed, several at a time, and nothing of the
/// repository but its index is needed. Thread-safe.
/// </summary>
internal sealed class DeltaComparison(IndexedRepository repository)
{
    private const int StretchLength = 4 << 20;

    private readonly Dictionary<long, BlobId> _zeros = Enumerable.Range(12, 12).ToDictionary(
        power => 1L << power, power => new BlobId(Digest.Of(new byte[1 << power])));

    /// <summary>Plans which pieces and zeros must be written.</summary>
    /// <param name="file">Open for reading; may be shorter or longer than the node.</param>
    /// <param name="hasHoles">It is a file that may have holes: zeros in it are to become such.</param>
    /// <param name="node">What it is to become.</param>
    /// <param name="onSame">Receives the number of bytes that need not be written.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    internal async Task<DeltaPlan> CompareAsync(
        SafeFileHandle file, bool hasHoles, Node node, Action<long> onSame, CancellationToken cancellationToken)
    {
        var wanted = new bool[node.Content.Count];
        var zeros = new List<(long Start, long End)>();
        long bytesWanted = 0;
        await Parallel.ForEachAsync(
            Stretches(node),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            (stretch, _) =>
            {
                var found = CompareStretch(file, hasHoles, node, stretch, wanted, onSame);
                Interlocked.Add(ref bytesWanted, found.Wanted);
                lock (zeros)
                    zeros.AddRange(found.Zeros);
                return ValueTask.CompletedTask;
            });
        zeros.Sort();
        return new DeltaPlan(new BitArray(wanted), Joined(zeros), bytesWanted, zeros.Sum(zero => zero.End - zero.Start));
    }

    /// <summary>Consecutive pieces that are worth one read; a piece that no index knows has length 0 here and is always wanted.</summary>
    private IEnumerable<Stretch> Stretches(Node node)
    {
        var pieces = new List<(int Index, long Length)>();
        long start = 0, end = 0;
        for (var i = 0; i < node.Content.Count; i++)
        {
            var length = repository.FindDataLength(node.Content[i]) ?? 0;
            if (pieces.Count > 0 && end - start + length > StretchLength)
            {
                yield return new Stretch(start, end, pieces);
                pieces = [];
                start = end;
            }

            pieces.Add((i, length));
            end += length;
        }

        if (pieces.Count > 0)
            yield return new Stretch(start, end, pieces);
    }

    private (long Wanted, List<(long, long)> Zeros) CompareStretch(
        SafeFileHandle file, bool hasHoles, Node node, Stretch stretch, bool[] wanted, Action<long> onSame)
    {
        var zeros = new List<(long, long)>();
        long bytesWanted = 0;
        var length = checked((int)(stretch.End - stretch.Start));
        var isHole = hasHoles && length > 0 && IsHole(file, stretch.Start, stretch.End);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        try
        {
            var filled = isHole ? 0 : Fill(file, buffer.AsSpan(0, length), stretch.Start);
            var at = 0;
            foreach (var (index, pieceLength) in stretch.Pieces)
            {
                var piece = buffer.AsSpan(at, (int)pieceLength);
                var isThere = isHole || at + pieceLength <= filled;
                var position = stretch.Start + at;
                at += (int)pieceLength;
                if (IsZero(node.Content[index], pieceLength))
                {
                    // A hole is what it should be; zeros that take space become one.
                    if (isHole || (hasHoles && IsHole(file, position, position + pieceLength))
                        || (isThere && !hasHoles && piece.IndexOfAnyExcept((byte)0) < 0))
                        onSame(pieceLength);
                    else
                        zeros.Add((position, position + pieceLength));
                }
                else if (!isHole && isThere && pieceLength > 0 && Digest.Of(piece) == node.Content[index].Value)
                    onSame(pieceLength);
                else
                {
                    wanted[index] = true;
                    bytesWanted += pieceLength;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return (bytesWanted, zeros);
    }

    /// <summary>Zeros in pieces of other lengths than those of block sources and holes are rare, and compared like any content.</summary>
    private bool IsZero(BlobId id, long length) => BitOperations.IsPow2(length) && _zeros.TryGetValue(length, out var zero) && zero == id;

    private static bool IsHole(SafeFileHandle file, long start, long end) => (Folder.FindContent(file, start) ?? long.MaxValue) >= end;

    private static int Fill(SafeFileHandle file, Span<byte> destination, long offset)
    {
        var filled = 0;
        while (filled < destination.Length)
        {
            var read = RandomAccess.Read(file, destination[filled..], offset + filled);
            if (read == 0)
                break;
            filled += read;
        }

        return filled;
    }

    private static List<(long Start, long End)> Joined(List<(long Start, long End)> sorted)
    {
        var joined = new List<(long Start, long End)>();
        foreach (var (start, end) in sorted)
        {
            if (joined.Count > 0 && joined[^1].End == start)
                joined[^1] = (joined[^1].Start, end);
            else
                joined.Add((start, end));
        }

        return joined;
    }

    private sealed record Stretch(long Start, long End, List<(int Index, long Length)> Pieces);
}
