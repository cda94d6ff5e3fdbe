namespace Archivist.Restore.Comparing;

/// <summary>The size of the difference between two snapshots.</summary>
/// <param name="ChangedFiles">Files with other content.</param>
/// <param name="Added">Counts of entries and blobs that only the second has.</param>
/// <param name="Removed">Counts of entries and blobs that only the first has.</param>
public sealed record DiffStatistics(long ChangedFiles, DiffStatistics.Totals Added, DiffStatistics.Totals Removed)
{
    /// <summary>Counts of one side's own entries and blobs.</summary>
    /// <param name="Files">Files at paths that the other does not have.</param>
    /// <param name="Dirs">Folders.</param>
    /// <param name="Others">Links, devices, pipes and sockets.</param>
    /// <param name="DataBlobs">Pieces of files.</param>
    /// <param name="TreeBlobs">Folders as they are stored.</param>
    /// <param name="Bytes">Plaintext bytes of both.</param>
    public sealed record Totals(long Files, long Dirs, long Others, long DataBlobs, long TreeBlobs, long Bytes);
}
