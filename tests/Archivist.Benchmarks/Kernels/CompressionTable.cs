using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archivist.Benchmarks.SideBySide;
using Archivist.Repository.Chunking;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Benchmarks.Kernels;

/// <summary>
/// Size against time of ways to compress the pieces of a real tree, one thread: cut as files are, and as a disk with those files is.
/// What is longer than it was counts as its own length, as it is stored.
/// </summary>
internal sealed class CompressionTable
{
    private const int DiskPiece = 8192;

    private static readonly (string Name, Func<byte[], CompressionParameters> Choose)[] Candidates =
    [
        Same("level 2", CompressionParameters.OfLevel(2)),
        Same("level 3", CompressionParameters.OfLevel(3)),
        Same("level 1", CompressionParameters.OfLevel(1)),
        Same("level −1", CompressionParameters.OfLevel(-1)),
        Same("level −3", CompressionParameters.OfLevel(-3)),
        .. from hashLog in (int[])[12, 13, 14, 15]
           from minMatch in (int[])[5, 7]
           select Same($"table of 2^{hashLog}, matches from {minMatch}", CompressionParameters.Fast(hashLog, minMatch)),
        Same("table of 2^12, matches from 7, literals stored", CompressionParameters.Fast(12, 7, 1)),
        .. from hashLog in (int[])[14, 15, 16, 17]
           select Same($"no size, table of 2^{hashLog}, matches from 5", CompressionParameters.FastForSmall(hashLog, 5)),
        Same("no size, table of 2^16, matches from 7", CompressionParameters.FastForSmall(16, 7)),
        Same("no size, table of 2^16, matches from 5, literals stored", CompressionParameters.FastForSmall(16, 5, 1)),
        ("**`auto`**", content => CompressionChoice.Of(BlobCompression.Auto, BlobType.Data, content)),
        ("**`fastest`**", content => CompressionChoice.Of(BlobCompression.Fastest, BlobType.Data, content)),
    ];

    private readonly (string Name, List<byte[]> Pieces)[] _classes = [("to 16 KiB", []), ("to 128 KiB", []), ("to 512 KiB", []), ("larger", []), ("8 KiB of a disk", [])];
    private readonly ChunkBoundary _boundary = new(Polynomial.GenerateIrreducible());
    private readonly HashSet<Digest> _seen = [];
    private readonly byte[] _output = new byte[Zstd.Chosen.Bound(ChunkBoundary.MaximumSize)];
    private readonly int _runs;

    /// <param name="settings">The tree, how often each piece is compressed, and of how many MiB of its files, spread evenly.</param>
    internal CompressionTable(Settings settings)
    {
        _runs = settings.Runs;
        var files = SourceData.FilesIn(settings.Tree ?? "/usr").Where(file => file.LinkTarget is null && file.Length is > 0 and < 1 << 30)
            .OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
        var step = Math.Max(1, files.Sum(file => file.Length) / ((long)settings.SizeMiB << 20));
        for (var number = 0; number < files.Count; number += (int)step)
            Cut(File.ReadAllBytes(files[number].FullName));
    }

    internal string Measure()
    {
        var measured = Array.ConvertAll(_classes, c => Array.ConvertAll(Candidates, candidate => Measure(c.Pieces, candidate.Choose)));
        var table = new StringBuilder($"| | {string.Join(" | ", _classes.Select(c => c.Name))} |\n|---|{string.Concat(_classes.Select(_ => "---:|"))}\n");
        table.Append(CultureInfo.InvariantCulture, $"| MB | {string.Join(" | ", _classes.Select(c => (c.Pieces.Sum(p => (long)p.Length) / 1_000_000).ToString(CultureInfo.InvariantCulture)))} |\n");
        for (var number = 0; number < Candidates.Length; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {Candidates[number].Name} |");
            foreach (var results in measured)
                table.Append(CultureInfo.InvariantCulture, $" {100.0 * results[number].Bytes / results[0].Bytes:0.0} % · {100 * results[number].Seconds / results[0].Seconds:0} % |");
            table.Append('\n');
        }

        return table.Append("\nSize, and processor time, of those of level 2.\n").ToString();
    }

    private static (string Name, Func<byte[], CompressionParameters> Choose) Same(string name, CompressionParameters parameters) => (name, _ => parameters);

    private void Cut(byte[] content)
    {
        for (var at = 0; at < content.Length;)
        {
            var searched = 0;
            var length = _boundary.FindEnd(content.AsSpan(at), ref searched);
            length = length == 0 ? content.Length - at : length;
            Add(length switch { <= 16 << 10 => 0, <= 128 << 10 => 1, <= 512 << 10 => 2, _ => 3 }, content.AsSpan(at, length));
            at += length;
        }

        for (var at = 0; at < content.Length; at += DiskPiece)
        {
            // A file ends in zeros; those up to the next block belong to it.
            var piece = new byte[DiskPiece];
            content.AsSpan(at, Math.Min(DiskPiece, content.Length - at)).CopyTo(piece);
            Add(4, piece);
        }
    }

    private void Add(int number, ReadOnlySpan<byte> piece)
    {
        if (_seen.Add(Digest.Of([(byte)(number / 4), .. piece])))
            _classes[number].Pieces.Add(piece.ToArray());
    }

    /// <summary>The fastest of all runs of each piece: what disturbed a single one is not seen.</summary>
    private (long Bytes, double Seconds) Measure(List<byte[]> pieces, Func<byte[], CompressionParameters> choose)
    {
        var fastest = new long[pieces.Count];
        long bytes = 0;
        for (var run = 0; run < _runs; run++)
        {
            bytes = 0;
            for (var number = 0; number < pieces.Count; number++)
            {
                var piece = pieces[number];
                // In a capture it was read just before.
                _ = Digest.Of(piece);
                var startedAt = Stopwatch.GetTimestamp();
                var length = Zstd.Chosen.Compress(piece, _output, choose(piece));
                var elapsed = Stopwatch.GetTimestamp() - startedAt;
                fastest[number] = run == 0 ? elapsed : Math.Min(fastest[number], elapsed);
                bytes += Math.Min(length, piece.Length);
            }
        }

        return (bytes, fastest.Sum() / (double)Stopwatch.Frequency);
    }
}
