namespace Archivist.Capture;

/// <summary>What a restore has done so far.</summary>
/// <param name="Files">Files to restore.</param>
/// <param name="FilesDone">Files whose content is written.</param>
/// <param name="Bytes">Bytes of content to restore.</param>
/// <param name="BytesDone">Bytes of content restored.</param>
public readonly record struct RestoreTotals(long Files, long FilesDone, long Bytes, long BytesDone);
