using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>By libzstd.</summary>
internal sealed class LibzstdDecompressor : Decompressor
{
    private readonly SafeDecompressorHandle _context = new();

    internal override int Decompress(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var length = Interop.Libzstd.Decompress(
            _context, ref destination[0], (nuint)destination.Length, MemoryMarshal.GetReference(source), (nuint)source.Length);
        return Interop.Libzstd.IsError(length) != 0 ? -1 : (int)length;
    }

    public override void Dispose() => _context.Dispose();
}
