using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>By libzstd.</summary>
internal sealed class LibzstdCompressor : Compressor
{
    private readonly SafeCompressorHandle _context = new();

    public override void Dispose() => _context.Dispose();

    protected override void Apply(ReadOnlySpan<(ZstdParameter Name, int Value)> settings)
    {
        Interop.Libzstd.Check(Interop.Libzstd.Reset(_context, Interop.Libzstd.ResetParameters));
        foreach (var (name, value) in settings)
            Interop.Libzstd.Check(Interop.Libzstd.SetParameter(_context, name, value));
    }

    protected override int CompressAtOnce(ReadOnlySpan<byte> source, Span<byte> destination) =>
        (int)Interop.Libzstd.Check(Interop.Libzstd.Compress(
            _context, ref destination[0], (nuint)destination.Length, MemoryMarshal.GetReference(source), (nuint)source.Length));

    protected override unsafe int CompressWithoutSize(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        fixed (byte* from = source, to = destination)
        {
            var input = new Interop.Libzstd.Buffer { Start = (nint)from };
            var output = new Interop.Libzstd.Buffer { Start = (nint)to, Size = (nuint)destination.Length };
            Interop.Libzstd.Check(Interop.Libzstd.CompressStream(_context, ref output, ref input, Interop.Libzstd.Continue));
            input.Size = (nuint)source.Length;
            var left = Interop.Libzstd.Check(Interop.Libzstd.CompressStream(_context, ref output, ref input, Interop.Libzstd.End));
            return left == 0 ? (int)output.Position : throw new InvalidOperationException("libzstd found no room in a buffer of the size it asked for.");
        }
    }
}
