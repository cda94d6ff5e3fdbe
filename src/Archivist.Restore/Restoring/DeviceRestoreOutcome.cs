namespace Archivist.Restore.Restoring;

/// <summary>A finished restore onto a disk or an image.</summary>
/// <param name="Bytes">Length of what was restored.</param>
/// <param name="BytesWritten">Bytes that differed and were written; with a dry run, that would be.</param>
/// <param name="BytesCleared">Bytes that differed and were made zero; with a dry run, that would be.</param>
/// <param name="IsVerified">Everything was read back and verified.</param>
public sealed record DeviceRestoreOutcome(long Bytes, long BytesWritten, long BytesCleared, bool IsVerified);
