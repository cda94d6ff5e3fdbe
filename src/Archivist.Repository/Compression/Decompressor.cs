namespace Archivist.Repository.Compression;

/// <summary>A decompression context that is used for one input after another. Not thread-safe.</summary>
internal abstract class Decompressor : IDisposable
{
    /// <summary>Decompresses frames and returns their length; −1 when they are damaged or have no room. The destination is not empty.</summary>
    internal abstract int Decompress(ReadOnlySpan<byte> source, Span<byte> destination);

    public abstract void Dispose();
}
