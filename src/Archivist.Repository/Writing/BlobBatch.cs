using Archivist.Repository.Crypto;

namespace Archivist.Repository.Writing;

/// <summary>What one worker has taken in hand: a few jobs whose blobs are hashed together. Not thread-safe.</summary>
internal sealed class BlobBatch
{
    /// <summary>Twice as many blobs as the hash has lanes, so that short ones fill the gaps of long ones.</summary>
    private const int EnoughBlobs = 2 * Sha256Lanes.Count;
    private const int EnoughBytes = 12 << 20;

    private readonly List<int> _jobOfBlob = [];
    private Digest[] _digests = [];
    private int _bytes;

    internal List<BlobJob> Jobs { get; } = [];

    internal List<ReadOnlyMemory<byte>> Blobs { get; } = [];

    internal List<BlobId> Ids { get; } = [];

    internal bool IsFull => Blobs.Count >= EnoughBlobs || _bytes >= EnoughBytes;

    internal BlobType TypeOf(int blob) => Jobs[_jobOfBlob[blob]].Type;

    internal void Add(BlobJob job)
    {
        for (var i = 0; i < job.Count; i++)
            _jobOfBlob.Add(Jobs.Count);
        Jobs.Add(job);
        job.AppendTo(Blobs);
        _bytes += job.Length;
    }

    /// <summary>Hashes every blob and tells those who wait.</summary>
    internal void HashAll()
    {
        if (_digests.Length < Blobs.Count)
            _digests = new Digest[Blobs.Count];
        Sha256Batch.Hash(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Blobs), _digests);
        for (var i = 0; i < Blobs.Count; i++)
            Ids.Add(new BlobId(_digests[i]));
        var first = 0;
        foreach (var job in Jobs)
        {
            job.TrySetResult([.. Ids.GetRange(first, job.Count)]);
            first += job.Count;
        }
    }

    internal void FailAll(Exception cause)
    {
        foreach (var job in Jobs)
            job.TrySetException(cause);
    }

    internal void Clear()
    {
        Jobs.Clear();
        Blobs.Clear();
        Ids.Clear();
        _jobOfBlob.Clear();
        _bytes = 0;
    }
}
