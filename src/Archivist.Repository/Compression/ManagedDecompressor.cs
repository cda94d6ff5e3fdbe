using ZstdSharp.Unsafe;

namespace Archivist.Repository.Compression;

/// <summary>By ZstdSharp, whose contexts lie outside the managed heap.</summary>
internal sealed unsafe class ManagedDecompressor : Decompressor
{
    private ZSTD_DCtx_s* _context = Methods.ZSTD_createDCtx();

    ~ManagedDecompressor() => Free();

    internal override int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            var length = Methods.ZSTD_decompressDCtx(_context, to, (nuint)destination.Length, from, (nuint)source.Length);
            return Methods.ZSTD_isError(length) ? -1 : (int)length;
        }
    }

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        Methods.ZSTD_freeDCtx(_context);
        _context = null;
    }
}
