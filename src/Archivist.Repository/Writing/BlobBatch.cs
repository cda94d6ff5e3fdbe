using System.Runtime.InteropServices;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Writing;

/// <summary>A few jobs whose blobs are hashed together. Not thread-safe.</summary>
internal sealed class BlobBatch
{
    /// <summary>Large pieces enough for every lane of the hash and half as many again, so that short ones fill the gaps of long ones.</summary>
    private const int EnoughBytes = 32 << 20;

    /// <summary>However small the pieces are: others wait for them.</summary>
    private const int EnoughBlobs = 16 * Sha256Lanes.Count;

    private readonly List<ReadOnlyMemory<byte>> _blobs = [];
    private Digest[] _digests = [];
    private int _bytes;

    /// <summary>What has not been passed on yet, in the order in which it came.</summary>
    internal Queue<BlobJob> Jobs { get; } = [];

    internal bool IsFull => _blobs.Count >= EnoughBlobs || _bytes >= EnoughBytes;

    internal void Add(BlobJob job)
    {
        Jobs.Enqueue(job);
        _blobs.AddRange(job.Blobs);
        _bytes += job.Length;
    }

    /// <summary>Hashes every blob and completes the tasks of their jobs.</summary>
    internal void HashAll()
    {
        if (_digests.Length < _blobs.Count)
            _digests = new Digest[_blobs.Count];
        Sha256Batch.Hash(CollectionsMarshal.AsSpan(_blobs), _digests);
        var first = 0;
        foreach (var job in Jobs)
        {
            var ids = new BlobId[job.Count];
            for (var i = 0; i < ids.Length; i++)
                ids[i] = new BlobId(_digests[first++]);
            job.SetIds(ids);
        }
    }

    internal void Clear()
    {
        Jobs.Clear();
        _blobs.Clear();
        _bytes = 0;
    }
}
