using Archivist.Capture.Problems;
using Archivist.Platform.Blocks;

namespace Archivist.Capture.Blocks;

/// <summary>
/// Decides whether a dirty bitmap may stand for reading (docs/decisions/dirty-bitmaps.md). It may when it is known to have begun at or before the snapshot whose chunks
/// are taken over: then it holds at least what was written since. Everything that is not known is a reason to read the source whole.
/// </summary>
internal static class BlockTrust
{
    /// <summary>Reads all bitmaps that are meant for us.</summary>
    internal static async Task<List<OfferedBitmap>> ReadAsync(IBlockSource source, int chunkSize, CancellationToken cancellationToken)
    {
        var offered = new List<OfferedBitmap>();
        if (source is not IDirtyBitmaps bitmaps)
            return offered;
        foreach (var text in bitmaps.Bitmaps.Order(StringComparer.Ordinal))
        {
            if (BitmapName.TryParse(text, out var name))
                offered.Add(new OfferedBitmap(name, await TryReadAsync(bitmaps, text, source.Length, chunkSize, cancellationToken)));
        }

        return offered;
    }

    /// <summary>The bitmap to go by, the one with the fewest dirty chunks, or why there is none.</summary>
    /// <param name="reference">What is remembered of the source.</param>
    /// <param name="length">Bytes of it now.</param>
    /// <param name="chunkSize">Bytes of its chunks now.</param>
    /// <param name="offered">Its bitmaps.</param>
    internal static (OfferedBitmap? Bitmap, WholeRead? Reason) Decide(BlockReference? reference, long length, int chunkSize, IReadOnlyList<OfferedBitmap> offered)
    {
        if (offered.Count == 0)
            return (null, reference?.Record.Bitmaps.Count > 0 ? WholeRead.BitmapGone : WholeRead.NoBitmap);
        if (reference is not { Record: var record })
            return (null, WholeRead.FirstCapture);
        if (record.Length != length)
            return (null, WholeRead.LengthChanged);
        if (record.ChunkSize != chunkSize)
            return (null, WholeRead.ChunkSizeChanged);
        if (reference.Snapshot is null)
            return (null, WholeRead.SnapshotGone);
        OfferedBitmap? best = null;
        WholeRead? reason = null;
        foreach (var bitmap in offered)
        {
            if (Doubt(record, bitmap, length, chunkSize) is { } doubt)
                reason = reason is null or WholeRead.BitmapTooYoung ? doubt : reason;
            else if (best is null || bitmap.Dirty!.Count < best.Dirty!.Count)
                best = bitmap;
        }

        return best is null ? (null, reason) : (best, null);
    }

    /// <summary>Whether the whole is due to be read, so that the bitmap is checked. A clock that was set back does not put it off.</summary>
    internal static bool IsCheckDue(BlockRecord record, DateTimeOffset now, TimeSpan after) => now < record.ReadWholeAt || now - record.ReadWholeAt >= after;

    /// <summary>What to remember: every bitmap that is offered with a view began at or before it.</summary>
    internal static IReadOnlyList<RecordedBitmap> Remember(IReadOnlyList<OfferedBitmap> offered)
    {
        var bitmaps = new List<RecordedBitmap>();
        foreach (var (name, dirty) in offered)
        {
            if (dirty is not null)
                bitmaps.Add(new RecordedBitmap(name.From, dirty.Pack()));
            if (name.To is { } to)
                bitmaps.Add(new RecordedBitmap(to, null));
        }

        return [.. bitmaps.DistinctBy(bitmap => bitmap.From)];
    }

    private static WholeRead? Doubt(BlockRecord record, OfferedBitmap bitmap, long length, int chunkSize)
    {
        if (record.Refused.Contains(bitmap.Name.From))
            return WholeRead.BitmapRefused;
        if (bitmap.Dirty is null)
            return WholeRead.BitmapUnreadable;
        if (record.Bitmaps.FirstOrDefault(known => known.From == bitmap.Name.From) is not { } known)
            return WholeRead.BitmapTooYoung;
        // A bitmap that is never cleared loses nothing: what was dirty stays so. That also finds a disk that was put back to an older state together with its bitmap.
        if (known.Dirty is not null && (DirtyChunks.TryUnpack(known.Dirty, length, chunkSize) is not { } earlier || !bitmap.Dirty.Covers(earlier)))
            return WholeRead.BitmapCleared;
        return null;
    }

    private static async Task<DirtyChunks?> TryReadAsync(IDirtyBitmaps bitmaps, string name, long length, int chunkSize, CancellationToken cancellationToken)
    {
        var dirty = new DirtyChunks(length, chunkSize);
        try
        {
            await bitmaps.ReadBitmapAsync(name, dirty.Mark, cancellationToken);
            return dirty;
        }
        catch (IOException)
        {
            // The reason why everything is read then; if the connection is gone as well, reading says so.
            return null;
        }
    }
}
