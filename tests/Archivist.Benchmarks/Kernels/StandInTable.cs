using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Ids;

namespace Archivist.Benchmarks.Kernels;

/// <summary>Native libraries and their managed stand-ins, in turns, on one thread, in pieces of 1 MiB.</summary>
internal static class StandInTable
{
    private const int ChunkSize = 1 << 20;
    private const int Chunks = 16;

    internal static string Measure(int runs)
    {
        var noise = new byte[ChunkSize * Chunks];
        new Random(1).NextBytes(noise);
        var text = KernelTable.MakeText(noise.Length);
        var output = new byte[Zstd.Chosen.Bound(ChunkSize) + Sealer.Overhead];
        var table = new StringBuilder("| work, one thread | native MB/s | managed MB/s | of native |\n|---|---:|---:|---:|\n");
        using var key = SealingKey.Generate();
        var (native, managed) = (new OpenSslCrypto(), new ManagedCrypto());
        Add("seal", i => Seal(native, i), i => Seal(managed, i));
        using var pool = new SealerPool(SealingKey.Generate());
        var message = pool.Seal(noise.AsSpan(0, ChunkSize));
        Add("open", _ => Open(native), _ => Open(managed));
        Add("SHA-256", i => native.HashSha256(Chunk(noise, i), output), i => managed.HashSha256(Chunk(noise, i), output));
        Add("SHA-256, 16 messages side by side", i => HashLanes(native, noise, i), i => HashLanes(managed, noise, i));
        var (zstd, port) = (new Zstd(new LibzstdCodec()), new Zstd(new ManagedZstdCodec()));
        foreach (var (name, content, mode) in ((string, byte[], BlobCompression)[])[("text, auto", text, BlobCompression.Auto), ("incompressible, auto", noise, BlobCompression.Auto), ("text, max", text, BlobCompression.Max)])
        {
            Add($"compress, {name}", i => Compress(zstd, content, mode, i), i => Compress(port, content, mode, i));
            var frame = output[..Compress(zstd, content, mode, 0)];
            if (frame.Length < ChunkSize && mode is BlobCompression.Auto)
                Add($"decompress, {name}", _ => zstd.TryDecompressExactly(frame, output.AsSpan(0, ChunkSize)), _ => port.TryDecompressExactly(frame, output.AsSpan(0, ChunkSize)));
        }

        Append("scrypt (N = 32768, r = 8, p = 5), blocks one by one", "ms", MedianOf(runs, 1, [_ => Derive(native), _ => Derive(managed)]).Select(seconds => seconds * 1000).ToArray());
        return table.ToString();

        void Seal(CryptoPrimitives crypto, int i)
        {
            using var sealer = new Sealer(key, crypto);
            sealer.Seal(Chunk(noise, i), output);
        }

        void Open(CryptoPrimitives crypto)
        {
            using var sealer = new Sealer(pool.Key, crypto);
            if (!sealer.TryOpen(message, output))
                throw new InvalidOperationException("The message does not open.");
        }

        int Compress(Zstd codec, byte[] content, BlobCompression mode, int i) => codec.Compress(Chunk(content, i), output, CompressionChoice.Of(mode, BlobType.Data, Chunk(content, i)));

        void Add(string name, Action<int> ofNative, Action<int> ofManaged) => Append(
            name, "", [.. MedianOf(runs, Chunks, [ofNative, ofManaged]).Select(seconds => noise.Length / seconds / 1e6)]);

        void Append(string name, string unit, double[] figures) => table.Append(
            CultureInfo.InvariantCulture, $"| {name} | {figures[0]:0} {unit} | {figures[1]:0} {unit} | {(unit is "" ? figures[1] / figures[0] : figures[0] / figures[1]):0.00} |\n");
    }

    private static ReadOnlySpan<byte> Chunk(byte[] data, int number) => data.AsSpan(number * ChunkSize, ChunkSize);

    private static void Derive(CryptoPrimitives crypto) => crypto.DeriveScrypt("password"u8, "salt"u8, 32768, 8, 5, new byte[64]);

    private static void HashLanes(CryptoPrimitives crypto, byte[] data, int number)
    {
        if (number > 0)
            return;
        var messages = Enumerable.Range(0, Chunks).Select(lane => new ReadOnlyMemory<byte>(data, lane * ChunkSize, ChunkSize)).ToArray();
        Sha256Batch.Hash(messages, new Digest[messages.Length], crypto);
    }

    /// <summary>Seconds of so many calls of each kernel, in turns.</summary>
    private static double[] MedianOf(int runs, int calls, Action<int>[] kernels)
    {
        const int warming = 12;
        var seconds = kernels.Select(_ => new List<double>()).ToArray();
        for (var run = -warming; run < runs; run++)
        {
            for (var kernel = 0; kernel < kernels.Length; kernel++)
            {
                var startedAt = Stopwatch.GetTimestamp();
                for (var call = 0; call < calls; call++)
                    kernels[kernel](call);
                if (run >= 0)
                    seconds[kernel].Add(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
            }
        }

        return [.. seconds.Select(Median.Of)];
    }
}
