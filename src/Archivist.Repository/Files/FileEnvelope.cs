using Archivist.Platform.Problems;
using Archivist.Repository.Compression;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Files;

/// <summary>
/// What wraps the JSON of indexes, snapshots and locks before it is sealed (restic design, "Unpacked Data Format"):
/// the text itself, or a byte 2 and a Zstandard frame.
/// </summary>
internal static class FileEnvelope
{
    private const byte CompressedMarker = 2;

    /// <summary>The most that an unpacked index may grow to; restic writes indexes of a few MiB.</summary>
    private const int IndexLimit = 512 * 1024 * 1024;

    /// <summary>Snapshots and locks are a few KiB; long lists of sources are the longest thing in them.</summary>
    private const int Limit = 32 * 1024 * 1024;

    internal static byte[] Wrap(ReadOnlySpan<byte> json, Zstd zstd)
    {
        var buffer = new byte[1 + zstd.Bound(json.Length)];
        buffer[0] = CompressedMarker;
        var length = zstd.Compress(json, buffer.AsSpan(1), CompressionChoice.Default);
        return buffer[..(1 + length)];
    }

    internal static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> content, ObjectName name, Zstd zstd)
    {
        var first = content.IsEmpty ? (byte)0 : content.Span[0];
        if (first is (byte)'{' or (byte)'[')
            return content;
        return first is CompressedMarker && zstd.TryDecompress(content.Span[1..], name.Kind is ObjectKind.Index ? IndexLimit : Limit) is { } json
            ? json
            : throw Malformed(name, new FormatException("neither JSON nor a Zstandard frame of it"));
    }

    internal static ArchivistException Malformed(ObjectName name, Exception cause) => new(new ObjectMalformed(name, Cause.Of(cause)), cause);
}
