using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>libzstd 1.4 or newer: the stable one-shot and streaming functions of zstd.h.</summary>
internal static partial class Interop
{
    internal static partial class Libzstd
    {
        internal const string Library = "libzstd.so.1";

        internal const ulong ContentSizeUnknown = ulong.MaxValue;
        internal const ulong ContentSizeError = ulong.MaxValue - 1;

        // ZSTD_EndDirective.
        internal const int Continue = 0;
        internal const int End = 2;

        /// <summary>ZSTD_ResetDirective: back to the default parameters, between frames.</summary>
        internal const int ResetParameters = 2;

        [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
        internal static partial nint CreateCompressor();

        [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
        internal static partial nuint FreeCompressor(nint context);

        [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_reset")]
        internal static partial nuint Reset(SafeCompressorHandle context, int directive);

        [LibraryImport(Library, EntryPoint = "ZSTD_CCtx_setParameter")]
        internal static partial nuint SetParameter(SafeCompressorHandle context, ZstdParameter parameter, int value);

        [LibraryImport(Library, EntryPoint = "ZSTD_compress2")]
        internal static partial nuint Compress(
            SafeCompressorHandle context, ref byte destination, nuint capacity, in byte source, nuint length);

        /// <summary>Returns how many bytes are still to be flushed.</summary>
        [LibraryImport(Library, EntryPoint = "ZSTD_compressStream2")]
        internal static partial nuint CompressStream(SafeCompressorHandle context, ref Buffer output, ref Buffer input, int directive);

        [LibraryImport(Library, EntryPoint = "ZSTD_compressBound")]
        internal static partial nuint CompressBound(nuint length);

        [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
        internal static partial nint CreateDecompressor();

        [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
        internal static partial nuint FreeDecompressor(nint context);

        [LibraryImport(Library, EntryPoint = "ZSTD_decompressDCtx")]
        internal static partial nuint Decompress(
            SafeDecompressorHandle context, ref byte destination, nuint capacity, in byte source, nuint length);

        [LibraryImport(Library, EntryPoint = "ZSTD_getFrameContentSize")]
        internal static partial ulong GetFrameContentSize(in byte source, nuint length);

        [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
        internal static partial uint IsError(nuint result);

        /// <summary>Passes a result on; an error is a bug, for no parameter and no buffer comes from outside.</summary>
        internal static nuint Check(nuint result) =>
            IsError(result) == 0 ? result : throw new InvalidOperationException($"libzstd refused with error {-(long)result}.");

        /// <summary>ZSTD_inBuffer and ZSTD_outBuffer.</summary>
        [StructLayout(LayoutKind.Sequential)]
        internal struct Buffer
        {
            internal nint Start;
            internal nuint Size;
            internal nuint Position;
        }
    }
}
