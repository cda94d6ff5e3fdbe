namespace Archivist.Repository.Packs;

/// <summary>Cuts a row of blobs into batches that fill the lanes of the hash and do not take much memory.</summary>
internal static class BlobBatches
{
    private const int MostBlobs = 512;
    private const long MostBytes = 16 << 20;

    internal static IEnumerable<List<PackedBlob>> Of(IEnumerable<PackedBlob> blobs)
    {
        var batch = new List<PackedBlob>();
        long bytes = 0;
        foreach (var blob in blobs)
        {
            batch.Add(blob);
            bytes += blob.PlaintextLength;
            if (batch.Count < MostBlobs && bytes < MostBytes)
                continue;
            yield return batch;
            (batch, bytes) = ([], 0);
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
