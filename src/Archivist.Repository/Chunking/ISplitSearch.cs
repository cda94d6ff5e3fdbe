namespace Archivist.Repository.Chunking;

/// <summary>Finds places where restic's chunker may end a chunk. All implementations answer alike, bit for bit. Thread-safe.</summary>
internal interface ISplitSearch
{
    /// <summary>
    /// The first index <c>i</c>, not before <paramref name="from"/>, at which the Rabin fingerprint of the
    /// <see cref="SplitSearch.WindowSize"/> bytes that end with <c>bytes[i]</c> has its low <see cref="SplitSearch.SplitBits"/> bits zero; -1 when there is none.
    /// </summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="from">At least <see cref="SplitSearch.WindowSize"/> - 1.</param>
    int Find(ReadOnlySpan<byte> bytes, int from);
}
