using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>libzstd 1.4 or newer: the stable one-shot and streaming functions of zstd.h.</summary>
internal static partial class Interop
{
    internal static partial class Libzstd
    {
        private const string Library = "libzstd.so.1";

        internal const ulong ContentSizeUnknown = ulong.MaxValue;

        [LibraryImport(Library, EntryPoint = "ZSTD_createCCtx")]
        internal static partial nint CreateCompressor();

        [LibraryImport(Library, EntryPoint = "ZSTD_freeCCtx")]
        internal static partial nuint FreeCompressor(nint context);

        [LibraryImport(Library, EntryPoint = "ZSTD_compressCCtx")]
        internal static partial nuint Compress(
            SafeCompressorHandle context, ref byte destination, nuint capacity, in byte source, nuint length, int level);

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
    }
}
