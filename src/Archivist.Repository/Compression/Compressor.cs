using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>A compression context that is used for one frame after another. Not thread-safe.</summary>
internal sealed class Compressor : IDisposable
{
    private readonly SafeCompressorHandle _context = new();
    private CompressionParameters? _current;

    /// <summary>Compresses into the start of <paramref name="destination"/>, which has room for the worst case. Useless after an exception.</summary>
    internal int Compress(ReadOnlySpan<byte> source, Span<byte> destination, CompressionParameters parameters)
    {
        Apply(parameters);
        return parameters.AnnouncesSize ? CompressAtOnce(source, destination) : CompressWithoutSize(source, destination);
    }

    public void Dispose() => _context.Dispose();

    private void Apply(CompressionParameters parameters)
    {
        if (ReferenceEquals(parameters, _current))
            return;
        Interop.Libzstd.Check(Interop.Libzstd.Reset(_context, Interop.Libzstd.ResetParameters));
        foreach (var (name, value) in parameters.Settings)
            Interop.Libzstd.Check(Interop.Libzstd.SetParameter(_context, name, value));
        _current = parameters;
    }

    private int CompressAtOnce(ReadOnlySpan<byte> source, Span<byte> destination) =>
        (int)Interop.Libzstd.Check(Interop.Libzstd.Compress(
            _context, ref destination[0], (nuint)destination.Length, MemoryMarshal.GetReference(source), (nuint)source.Length));

    /// <summary>Begun with nothing, a frame does not know how long it gets; ended with all, it is made in one go from where the content lies.</summary>
    private unsafe int CompressWithoutSize(ReadOnlySpan<byte> source, Span<byte> destination)
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
