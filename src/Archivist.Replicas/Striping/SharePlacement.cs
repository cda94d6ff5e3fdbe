using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>Which data share holds which pack. Thread-safe.</summary>
internal sealed class SharePlacement
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectName, (int Share, long Length)> _packs = [];
    private readonly long[] _bytes;

    private SharePlacement(int shares) => _bytes = new long[shares];

    /// <summary>All packs, with the first data share that holds each.</summary>
    internal IReadOnlyList<(StoredObject Pack, int Share)> Packs
    {
        get
        {
            lock (_gate)
                return [.. _packs.Select(item => (new StoredObject(item.Key, item.Value.Length), item.Value.Share))];
        }
    }

    /// <summary>Lists the data shares.</summary>
    /// <param name="data">The data shares.</param>
    /// <param name="passesOver">Passes over a data share that cannot be listed.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<SharePlacement> ListAsync(IReadOnlyList<IObjectSource> data, bool passesOver, CancellationToken cancellationToken)
    {
        var placement = new SharePlacement(data.Count);
        var lists = await Task.WhenAll(data.Select(share => ListAsync(share, passesOver, cancellationToken)));
        // In the order of the shares: of a pack that two hold, every run must see the same one.
        foreach (var (number, packs) in lists.Index())
        {
            foreach (var pack in packs)
                placement.TryAdd(pack, number);
        }

        return placement;
    }

    private static async Task<List<StoredObject>> ListAsync(IObjectSource share, bool passesOver, CancellationToken cancellationToken)
    {
        try
        {
            return await share.ListAsync(ObjectKind.Pack, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (Exception cause) when (passesOver && cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // Its packs are computed.
            return [];
        }
    }

    /// <summary>The data share and length of a pack; null when none has it.</summary>
    internal (int Share, long Length)? Find(ObjectName pack)
    {
        lock (_gate)
            return _packs.TryGetValue(pack, out var found) ? found : null;
    }

    /// <summary>Chooses the data share with the fewest bytes for a new pack, and counts it there; null when there is such a pack.</summary>
    internal int? Reserve(StoredObject pack)
    {
        lock (_gate)
        {
            var share = Array.IndexOf(_bytes, _bytes.Min());
            return TryAdd(pack, share) ? share : null;
        }
    }

    /// <summary>Forgets a pack.</summary>
    internal void Remove(ObjectName pack)
    {
        lock (_gate)
        {
            if (_packs.Remove(pack, out var found))
                _bytes[found.Share] -= found.Length;
        }
    }

    private bool TryAdd(StoredObject pack, int share)
    {
        lock (_gate)
        {
            if (!_packs.TryAdd(pack.Name, (share, pack.Length)))
                return false;
            _bytes[share] += pack.Length;
            return true;
        }
    }
}
