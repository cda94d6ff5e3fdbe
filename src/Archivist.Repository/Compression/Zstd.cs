using System.Collections.Concurrent;

namespace Archivist.Repository.Compression;

/// <summary>Zstandard frames (RFC 8878), with reused contexts. Thread-safe.</summary>
internal sealed class Zstd(ZstdCodec codec)
{
    // A new context per call costs 20-30 % on small blocks.
    private readonly ConcurrentBag<Compressor> _compressors = [];
    private readonly ConcurrentBag<Decompressor> _decompressors = [];

    /// <summary>By the implementation that was chosen for this process; its contexts serve everyone.</summary>
    internal static Zstd Chosen { get; } = new(ZstdCodec.Chosen);

    /// <inheritdoc cref="ZstdCodec.Bound"/>
    internal int Bound(int length) => codec.Bound(length);

    /// <summary>Compresses into the start of <paramref name="destination"/>; needs <see cref="Bound"/> bytes of room.</summary>
    internal int Compress(ReadOnlySpan<byte> source, Span<byte> destination, CompressionParameters parameters)
    {
        var compressor = _compressors.TryTake(out var idle) ? idle : codec.CreateCompressor();
        try
        {
            var written = compressor.Compress(source, destination, parameters);
            _compressors.Add(compressor);
            return written;
        }
        catch
        {
            compressor.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Decompresses frames that must fill <paramref name="destination"/> exactly; false when the input is not that.
    /// </summary>
    internal bool TryDecompressExactly(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<byte> spare = stackalloc byte[1];
        // Nothing is a destination too, but has no first byte to point at.
        return Decompress(source, destination.IsEmpty ? spare[..1] : destination) == destination.Length;
    }

    /// <summary>
    /// Decompresses a frame whose size may not be announced, growing up to <paramref name="limit"/> bytes;
    /// null when the input is damaged or larger than that.
    /// </summary>
    internal byte[]? TryDecompress(ReadOnlySpan<byte> source, int limit)
    {
        var announced = codec.FindContentSize(source);
        var capacity = announced <= (ulong)limit
            ? Math.Max(1, (int)announced)
            : (int)Math.Min(limit, Math.Max(65536, source.Length * 8L));
        while (true)
        {
            var buffer = GC.AllocateUninitializedArray<byte>(capacity);
            var length = Decompress(source, buffer);
            if (length >= 0)
                return length == buffer.Length ? buffer : buffer[..length];
            if (announced is not null || capacity >= limit)
                return null;
            capacity = (int)Math.Min(limit, capacity * 4L);
        }
    }

    private int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var context = _decompressors.TryTake(out var idle) ? idle : codec.CreateDecompressor();
        try
        {
            return context.Decompress(source, destination);
        }
        finally
        {
            _decompressors.Add(context);
        }
    }
}
