using Archivist.Capture.Problems;

namespace Archivist.Capture.Blocks;

/// <summary>How one block source was captured.</summary>
/// <param name="Path">Its path in the snapshot.</param>
/// <param name="Length">Bytes of it.</param>
/// <param name="BytesRead">Bytes that were read; the rest was taken over from an earlier snapshot, or was known to be zero.</param>
/// <param name="Bitmap">The dirty bitmap that was used, or checked; null for none.</param>
/// <param name="Reason">Why it was read whole; null when it was not.</param>
/// <param name="MissedChunks">Chunks that had changed although the bitmap called them clean; only a check finds them.</param>
public sealed record BlockReading(string Path, long Length, long BytesRead, string? Bitmap, WholeRead? Reason, long MissedChunks)
{
    /// <summary>What to remember of it, without the snapshot; null for a source without dirty bitmaps of which nothing is remembered either.</summary>
    public BlockRecord? Record { get; init; }
}
