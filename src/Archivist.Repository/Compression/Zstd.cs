using System.Collections.Concurrent;
using System.Runtime.InteropServices;

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
    /// Decompresses a frame whose size may not be announced, up to <paramref name="limit"/> bytes;
    /// null when the input is damaged or larger than that. Needs at most <paramref name="limit"/> bytes of memory for what is too large.
    /// </summary>
    internal byte[]? TryDecompress(ReadOnlySpan<byte> source, int limit)
    {
        var announced = codec.FindContentSize(source);
        if (announced > (ulong)limit)
            return null;
        var buffer = GC.AllocateUninitializedArray<byte>(Math.Max(1, (int)(announced ?? (ulong)Math.Min(limit, Math.Max(65536, source.Length * 8L)))));
        var length = Decompress(source, buffer);
        if (length >= 0)
            return length == buffer.Length ? buffer : buffer[..length];
        return announced is not null || buffer.Length >= limit ? null : TryDecompressLarge(source, limit);
    }

    /// <summary>
    /// By way of a buffer of the largest length, outside the managed heap: only as much of it as is written becomes real,
    /// where arrays that grow would all be there together until the next collection.
    /// </summary>
    private unsafe byte[]? TryDecompressLarge(ReadOnlySpan<byte> source, int limit)
    {
        var buffer = NativeMemory.Alloc((nuint)limit);
        try
        {
            var length = Decompress(source, new Span<byte>(buffer, limit));
            return length < 0 ? null : new ReadOnlySpan<byte>(buffer, length).ToArray();
        }
        finally
        {
            NativeMemory.Free(buffer);
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
