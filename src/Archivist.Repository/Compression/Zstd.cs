using System.Collections.Concurrent;

namespace Archivist.Repository.Compression;

/// <summary>Zstandard frames (RFC 8878) through libzstd, with reused contexts. Thread-safe.</summary>
internal static class Zstd
{
    // A new context per call costs 20-30 % on small blocks.
    private static readonly ConcurrentBag<Compressor> Compressors = [];
    private static readonly ConcurrentBag<SafeDecompressorHandle> Decompressors = [];

    /// <summary>The most bytes that <paramref name="length"/> bytes can take when compressed.</summary>
    internal static int Bound(int length) => checked((int)Interop.Libzstd.CompressBound((nuint)length));

    /// <summary>Compresses into the start of <paramref name="destination"/>; needs <see cref="Bound"/> bytes of room.</summary>
    internal static int Compress(ReadOnlySpan<byte> source, Span<byte> destination, CompressionParameters parameters)
    {
        var compressor = Compressors.TryTake(out var idle) ? idle : new Compressor();
        try
        {
            var written = compressor.Compress(source, destination, parameters);
            Compressors.Add(compressor);
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
    internal static bool TryDecompressExactly(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Span<byte> spare = stackalloc byte[1];
        var target = destination.IsEmpty ? spare : destination;
        return Decompress(source, target, destination.Length) == destination.Length;
    }

    /// <summary>
    /// Decompresses a frame whose size may not be announced, growing up to <paramref name="limit"/> bytes;
    /// null when the input is damaged or larger than that.
    /// </summary>
    internal static byte[]? TryDecompress(ReadOnlySpan<byte> source, int limit)
    {
        var announced = Interop.Libzstd.GetFrameContentSize(First(source), (nuint)source.Length);
        var capacity = announced <= (ulong)limit
            ? Math.Max(1, (int)announced)
            : (int)Math.Min(limit, Math.Max(65536, source.Length * 8L));
        while (true)
        {
            var buffer = GC.AllocateUninitializedArray<byte>(capacity);
            var length = Decompress(source, buffer, buffer.Length);
            if (length >= 0)
                return length == buffer.Length ? buffer : buffer[..length];
            if (announced != Interop.Libzstd.ContentSizeUnknown || capacity >= limit)
                return null;
            capacity = (int)Math.Min(limit, capacity * 4L);
        }
    }

    private static int Decompress(ReadOnlySpan<byte> source, Span<byte> destination, int capacity)
    {
        var context = Decompressors.TryTake(out var idle) ? idle : new SafeDecompressorHandle();
        try
        {
            var length = Interop.Libzstd.Decompress(
                context, ref destination[0], (nuint)capacity, First(source), (nuint)source.Length);
            return Interop.Libzstd.IsError(length) != 0 ? -1 : (int)length;
        }
        finally
        {
            Decompressors.Add(context);
        }
    }

    private static ref readonly byte First(ReadOnlySpan<byte> span) =>
        ref System.Runtime.InteropServices.MemoryMarshal.GetReference(span);
}
