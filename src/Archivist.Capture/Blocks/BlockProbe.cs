using Archivist.Capture.Problems;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Capture.Blocks;

/// <summary>Asks a block source, without reading it, whether it has changed since a snapshot.</summary>
public static class BlockProbe
{
    /// <summary>Asks its dirty bitmaps.</summary>
    /// <param name="address">The source.</param>
    /// <param name="record">What was remembered of it; null for nothing.</param>
    /// <param name="snapshot">The snapshot that the record is about.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>Whether something was written since; or, when no bitmap can be trusted, why only reading the whole would tell.</returns>
    /// <exception cref="ArchivistException">The source cannot be opened.</exception>
    public static async Task<(bool HasChanged, WholeRead? Reason)> AskAsync(string address, BlockRecord? record, Snapshot snapshot, CancellationToken cancellationToken)
    {
        // Only servers have bitmaps; there is no need to start one for an image.
        if (!NbdAddress.IsOne(address))
            return (false, WholeRead.NoBitmap);
        await using var source = await BlockAddress.OpenAsync(address, cancellationToken);
        var size = record?.ChunkSize ?? BlockChunks.SizeFor(source.Length);
        var offered = await BlockTrust.ReadAsync(source, size, cancellationToken);
        var (bitmap, reason) = BlockTrust.Decide(record is null ? null : new BlockReference(record, snapshot), source.Length, size, offered);
        return (bitmap?.Dirty?.Count > 0, reason);
    }
}
