using Archivist.Capture.Problems;
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
    /// <returns>True when something was written, false when nothing was; null when it has no dirty bitmap, and only reading can tell. A bitmap that cannot be trusted counts as a change.</returns>
    /// <exception cref="ArchivistException">The source cannot be opened.</exception>
    public static async Task<bool?> HasChangedAsync(string address, BlockRecord? record, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await using var source = await BlockAddress.OpenAsync(address, cancellationToken);
        var size = record?.ChunkSize ?? BlockChunks.SizeFor(source.Length);
        var offered = await BlockTrust.ReadAsync(source, size, cancellationToken);
        return BlockTrust.Decide(record is null ? null : new BlockReference(record, snapshot), source.Length, size, offered) switch
        {
            ({ Dirty: { } dirty }, _) => dirty.Count > 0,
            (_, WholeRead.NoBitmap) => null,
            _ => true,
        };
    }
}
