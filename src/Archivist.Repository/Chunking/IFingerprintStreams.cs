namespace Archivist.Repository.Chunking;

/// <summary>
/// Rabin fingerprints of many streams of bytes, rolled side by side, one stream in each byte of a vector. All that a stream has is in byte planes:
/// plane j holds bits 8j to 8j + 7 of every stream's fingerprint. Two implementations, for two kinds of processors. Thread-safe.
/// </summary>
/// <remarks>
/// Fingerprints roll towards the front: the newest byte leaves, the byte before the window enters,
/// <c>f(i - 1) = (f(i) - b[i]) * x^-8 + b[i - 64] * x^504</c> modulo the polynomial. That way it is the lowest plane that is divided away, and it is
/// a whole byte whatever the degree; towards the back it would be the highest, which is not, and would have to be aligned.
/// </remarks>
internal unsafe interface IFingerprintStreams
{
    /// <summary>Streams side by side, which is also the bytes of a vector.</summary>
    int Count { get; }

    /// <summary>Lays 64 bytes of every stream so that vector i holds byte i of all of them.</summary>
    /// <param name="first">The bytes of stream 0; those of stream s are s * <paramref name="stride"/> further.</param>
    /// <param name="stride">Distance of neighbouring streams in bytes.</param>
    /// <param name="block">Room for 64 vectors, aligned to the size of one.</param>
    void Transpose(byte* first, nint stride, byte* block);

    /// <summary>Rolls all fingerprints over 64 places, from the last to the first.</summary>
    /// <param name="state"><see cref="SplitSearch.Planes"/> vectors, aligned: the fingerprints at the last place of the block; afterwards those of the place before its first.</param>
    /// <param name="leaving">The block itself, transposed.</param>
    /// <param name="entering">The 64 bytes of every stream before it, transposed.</param>
    /// <param name="soon">
    /// Start of the bytes to prefetch, as many as a transposed block has, one vector at a time: a hardware prefetcher does not follow this many streams.
    /// They are not read, and may lie beyond what is there.
    /// </param>
    /// <returns>Bit s is set when stream s has a split point among the 64 places.</returns>
    ulong Roll(byte* state, byte* leaving, byte* entering, byte* soon);
}
