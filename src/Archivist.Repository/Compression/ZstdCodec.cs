using Archivist.Platform;

namespace Archivist.Repository.Compression;

/// <summary>Zstandard (RFC 8878) by one implementation. Each reads what the others write. Thread-safe.</summary>
internal abstract class ZstdCodec
{
    /// <summary>That of libzstd where it loads, and otherwise the managed one. Chosen at first use, once for the process.</summary>
    internal static ZstdCodec Chosen => Choice.Value;

    /// <summary>The most bytes that <paramref name="length"/> bytes can take when compressed.</summary>
    internal abstract int Bound(int length);

    /// <summary>The content length that a frame's header announces: null when it announces none, 0 when there is no valid header.</summary>
    internal abstract ulong? FindContentSize(ReadOnlySpan<byte> frame);

    internal abstract Compressor CreateCompressor();

    internal abstract Decompressor CreateDecompressor();

    /// <summary>In a type of its own, so that it is not chosen before it is asked for.</summary>
    private static class Choice
    {
        internal static readonly ZstdCodec Value = NativeLibraries.Use(Interop.Libzstd.Library) ? new LibzstdCodec() : new ManagedZstdCodec();
    }
}
