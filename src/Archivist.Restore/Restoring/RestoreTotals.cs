namespace Archivist.Restore.Restoring;

/// <summary>The progress of a restore.</summary>
/// <param name="Files">Files to restore, as far as the snapshot has been looked at.</param>
/// <param name="FilesDone">Files whose content is written.</param>
/// <param name="Bytes">Bytes of content to restore, as far as the snapshot has been looked at.</param>
/// <param name="BytesDone">Bytes of content restored.</param>
public readonly record struct RestoreTotals(long Files, long FilesDone, long Bytes, long BytesDone)
{
    /// <summary>The total number of files and bytes; null while unknown.</summary>
    public (long Files, long Bytes)? Whole { get; init; }
}
