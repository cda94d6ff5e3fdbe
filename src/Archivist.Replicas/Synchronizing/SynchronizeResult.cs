namespace Archivist.Replicas.Synchronizing;

/// <summary>The result of a synchronization.</summary>
/// <param name="ObjectsCopied">Objects that were missing and are there now.</param>
/// <param name="BytesCopied">Their bytes.</param>
/// <param name="ObjectsPresent">Objects that were there already with the right length.</param>
/// <param name="ObjectsReplaced">Objects that had the wrong length and were written again.</param>
/// <param name="BytesTotal">Bytes of everything that the replica now holds of the source.</param>
public sealed record SynchronizeResult(
    long ObjectsCopied, long BytesCopied, long ObjectsPresent, long ObjectsReplaced, long BytesTotal);
