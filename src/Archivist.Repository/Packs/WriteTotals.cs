namespace Archivist.Repository.Packs;

/// <summary>The number of blobs and bytes that a transaction added.</summary>
/// <param name="NewDataBlobs">Data blobs that were new to the repository.</param>
/// <param name="NewTreeBlobs">Trees that were new to the repository.</param>
/// <param name="NewBytes">Their plaintext bytes.</param>
/// <param name="StoredBytes">Bytes of packs written for them.</param>
public readonly record struct WriteTotals(long NewDataBlobs, long NewTreeBlobs, long NewBytes, long StoredBytes);
