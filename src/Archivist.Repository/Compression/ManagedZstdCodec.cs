using ZstdSharp.Unsafe;

namespace Archivist.Repository.Compression;

/// <summary>By ZstdSharp, which is libzstd 1.5.7 in C#.</summary>
internal sealed class ManagedZstdCodec : ZstdCodec
{
    // ZSTD_CONTENTSIZE_UNKNOWN and ZSTD_CONTENTSIZE_ERROR.
    private const ulong ContentSizeUnknown = ulong.MaxValue, ContentSizeError = ulong.MaxValue - 1;

    internal override int Bound(int length) => checked((int)Methods.ZSTD_compressBound((nuint)length));

    internal override unsafe ulong? FindContentSize(ReadOnlySpan<byte> frame)
    {
        fixed (byte* from = frame)
        {
            var size = Methods.ZSTD_getFrameContentSize(from, (nuint)frame.Length);
            return size switch
            {
                ContentSizeUnknown => null,
                ContentSizeError => 0,
                _ => size,
            };
        }
    }

    internal override Compressor CreateCompressor() => new ManagedCompressor();

    internal override Decompressor CreateDecompressor() => new ManagedDecompressor();

    /// <summary>Passes a result on; an error is a bug, for no parameter and no buffer comes from outside.</summary>
    internal static nuint Check(nuint result) =>
        Methods.ZSTD_isError(result) ? throw new InvalidOperationException($"ZstdSharp refused with error {-(long)result}.") : result;
}
