using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archivist.Repository.Chunking;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;

namespace Archivist.Benchmarks.Kernels;

/// <summary>The inner loops that every byte goes through, each alone on one thread, in chunks of 1 MiB.</summary>
internal static class KernelTable
{
    private const int ChunkSize = 1 << 20;
    private const int Chunks = 64;

    internal static string Measure(int runs)
    {
        var noise = new byte[ChunkSize * Chunks];
        new Random(1).NextBytes(noise);
        var text = MakeText(noise.Length);
        var output = new byte[Zstd.Chosen.Bound(noise.Length)];
        using var sealer = new Sealer(SealingKey.Generate(), CryptoPrimitives.Chosen);
        var sealedChunk = new byte[ChunkSize + Sealer.Overhead];
        sealer.Seal(noise.AsSpan(0, ChunkSize), sealedChunk);
        var polynomial = Polynomial.GenerateIrreducible();
        var boundary = new ChunkBoundary(polynomial);
        var scalar = new ScalarSplitSearch(polynomial);
        var avx2 = SplitSearch.Streamed(polynomial, new Avx2Streams(polynomial));
        var gfni = SplitSearch.Streamed(polynomial, new GfniStreams(polynomial));
        var compressed = new byte[Zstd.Chosen.Bound(ChunkSize)];
        var compressedLength = Zstd.Chosen.Compress(text.AsSpan(0, ChunkSize), compressed, CompressionChoice.Default);

        var table = new StringBuilder("| kernel, one thread | GB/s |\n|---|---:|\n");
        Add("chunk boundaries", _ => CutAll(boundary, noise));
        Add("split search, scalar", i => FindAll(scalar, Chunk(noise, i)));
        if (Avx2Streams.IsSupported)
            Add("split search, AVX2", i => FindAll(avx2, Chunk(noise, i)));
        if (GfniStreams.IsSupported)
            Add("split search, GFNI", i => FindAll(gfni, Chunk(noise, i)));
        Add("SHA-256", i => Digest.Of(Chunk(noise, i)));
        Add($"SHA-256, {Sha256Lanes.Count} messages side by side", i => HashLanes(noise, i));
        Add("seal (AES-256-CTR, Poly1305)", i => sealer.Seal(Chunk(noise, i), output));
        Add("open", _ => sealer.TryOpen(sealedChunk, output));
        Add("zstd level 3, text", i => Zstd.Chosen.Compress(Chunk(text, i), output, CompressionChoice.Default));
        Add("zstd level 3, incompressible", i => Zstd.Chosen.Compress(Chunk(noise, i), output, CompressionChoice.Default));
        Add("zstd decompress, text", _ => Zstd.Chosen.TryDecompressExactly(compressed.AsSpan(0, compressedLength), output.AsSpan(0, ChunkSize)));
        return table.ToString();

        void Add(string name, Action<int> kernel) =>
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {noise.Length / MedianSeconds(kernel, name is "chunk boundaries" ? 1 : Chunks, runs) / 1e9:0.00} |\n");
    }

    private static ReadOnlySpan<byte> Chunk(byte[] data, int number) => data.AsSpan(number * ChunkSize, ChunkSize);

    private static double MedianSeconds(Action<int> kernel, int calls, int runs)
    {
        // Two rounds are thrown away: the first compiles, the second lets the better code take over.
        const int warming = 2;
        var seconds = new List<double>();
        for (var run = -warming; run < runs; run++)
        {
            var startedAt = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
                kernel(call);
            if (run >= 0)
                seconds.Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
        }

        return Median.Of(seconds);
    }

    /// <summary>Hashes sixteen chunks when it is asked for the first of them, and nothing for the others.</summary>
    private static void HashLanes(byte[] data, int number)
    {
        if (number % Sha256Lanes.Count != 0)
            return;
        var messages = new ReadOnlyMemory<byte>[Sha256Lanes.Count];
        for (var lane = 0; lane < messages.Length; lane++)
            messages[lane] = data.AsMemory((number + lane) * ChunkSize, ChunkSize);
        Sha256Batch.Hash(messages, new Digest[messages.Length]);
    }

    private static void FindAll(ISplitSearch search, ReadOnlySpan<byte> bytes)
    {
        for (var from = SplitSearch.WindowSize - 1; (from = search.Find(bytes, from)) >= 0; from++)
        {
        }
    }

    private static void CutAll(ChunkBoundary boundary, ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var searched = 0;
            var length = boundary.FindEnd(rest, ref searched);
            if (length == 0)
                return;
            rest = rest[length..];
        }
    }

    /// <summary>Words in random order; compresses about as prose does.</summary>
    internal static byte[] MakeText(int length)
    {
        string[] words = ["archive", "the", "of", "disc", "and", "a", "snapshot", "every", "week", "in", "two", "places", "read", "back", "whole", "to"];
        var random = new Random(2);
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
            text.Append(words[random.Next(words.Length)]).Append(random.Next(50)).Append(' ');
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }
}
