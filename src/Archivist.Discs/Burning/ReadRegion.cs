namespace Archivist.Discs.Burning;

/// <summary>How a part of a medium was read. A part that is much slower than its neighbours is read with retries, and is the first to go.</summary>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Elapsed">How long reading took.</param>
/// <param name="UnreadableBytes">Bytes that could not be read.</param>
public sealed record ReadRegion(long Offset, long Length, TimeSpan Elapsed, long UnreadableBytes)
{
    /// <summary>Bytes a second.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? (Length - UnreadableBytes) / Elapsed.TotalSeconds : 0;
}
