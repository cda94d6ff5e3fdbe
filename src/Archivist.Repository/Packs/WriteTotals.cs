namespace Archivist.Repository.Packs;

/// <summary>What a transaction added.</summary>
/// <param name="NewDataBlobs">Pieces of files that were not there before.</param>
/// <param name="NewTreeBlobs">Folders that were not there before.</param>
/// <param name="NewBytes">Their plaintext bytes.</param>
/// <param name="StoredBytes">Bytes of packs written for them.</param>
public readonly record struct WriteTotals(long NewDataBlobs, long NewTreeBlobs, long NewBytes, long StoredBytes);
