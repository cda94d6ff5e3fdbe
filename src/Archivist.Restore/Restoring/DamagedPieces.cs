using System.Collections.Concurrent;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Restoring;

/// <summary>Pieces of files that could not be read where their packs were read, which are wanted from elsewhere. Thread-safe.</summary>
internal sealed class DamagedPieces
{
    private readonly ConcurrentDictionary<PackId, ConcurrentDictionary<BlobId, Problem>> _packs = [];

    internal void Add(PackId pack, BlobId blob, Problem problem) => _packs.GetOrAdd(pack, _ => []).TryAdd(blob, problem);

    /// <summary>Pieces of this pack are damaged.</summary>
    internal bool IsDamaged(PackId pack) => _packs.ContainsKey(pack);

    internal bool Contains(PackId pack, BlobId blob) => _packs.TryGetValue(pack, out var blobs) && blobs.ContainsKey(blob);

    /// <summary>The cause for one of its damaged pieces; null when none is damaged.</summary>
    internal Problem? FindProblem(PackId pack) => _packs.TryGetValue(pack, out var blobs) ? blobs.First().Value : null;

    /// <summary>Forgets and returns what was damaged of these packs: now they are read elsewhere.</summary>
    internal IReadOnlyDictionary<PackId, IReadOnlySet<BlobId>> Take(IEnumerable<PackId> packs)
    {
        var taken = new Dictionary<PackId, IReadOnlySet<BlobId>>();
        foreach (var pack in packs)
        {
            if (_packs.TryRemove(pack, out var blobs))
                taken.Add(pack, blobs.Keys.ToHashSet());
        }

        return taken;
    }
}
