using ZstdSharp.Unsafe;

namespace Archivist.Repository.Compression;

/// <summary>By ZstdSharp, whose contexts lie outside the managed heap.</summary>
internal sealed unsafe class ManagedCompressor : Compressor
{
    private ZSTD_CCtx_s* _context = Methods.ZSTD_createCCtx();

    ~ManagedCompressor() => Free();

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    protected override void Apply(ReadOnlySpan<(ZstdParameter Name, int Value)> settings)
    {
        ManagedZstdCodec.Check(Methods.ZSTD_CCtx_reset(_context, ZSTD_ResetDirective.ZSTD_reset_parameters));
        foreach (var (name, value) in settings)
            ManagedZstdCodec.Check(Methods.ZSTD_CCtx_setParameter(_context, (ZSTD_cParameter)name, value));
    }

    protected override int CompressAtOnce(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
            return (int)ManagedZstdCodec.Check(Methods.ZSTD_compress2(_context, to, (nuint)destination.Length, from, (nuint)source.Length));
    }

    protected override int CompressWithoutSize(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            var input = new ZSTD_inBuffer_s { src = from };
            var output = new ZSTD_outBuffer_s { dst = to, size = (nuint)destination.Length };
            ManagedZstdCodec.Check(Methods.ZSTD_compressStream2(_context, &output, &input, ZSTD_EndDirective.ZSTD_e_continue));
            input.size = (nuint)source.Length;
            var left = ManagedZstdCodec.Check(Methods.ZSTD_compressStream2(_context, &output, &input, ZSTD_EndDirective.ZSTD_e_end));
            return left == 0 ? (int)output.pos : throw new InvalidOperationException("ZstdSharp found no room in a buffer of the size it asked for.");
        }
    }

    private void Free()
    {
        Methods.ZSTD_freeCCtx(_context);
        _context = null;
    }
}
