using System.Runtime.InteropServices;

namespace Archivist.Repository.Compression;

/// <summary>By libzstd.</summary>
internal sealed class LibzstdCodec : ZstdCodec
{
    internal override int Bound(int length) => checked((int)Interop.Libzstd.CompressBound((nuint)length));

    internal override ulong? FindContentSize(ReadOnlySpan<byte> frame)
    {
        var size = Interop.Libzstd.GetFrameContentSize(MemoryMarshal.GetReference(frame), (nuint)frame.Length);
        return size switch
        {
            Interop.Libzstd.ContentSizeUnknown => null,
            Interop.Libzstd.ContentSizeError => 0,
            _ => size,
        };
    }

    internal override Compressor CreateCompressor() => new LibzstdCompressor();

    internal override Decompressor CreateDecompressor() => new LibzstdDecompressor();
}
