namespace Archivist.Replicas.Stores.Rclone;

/// <summary>Opens stores behind rclone and ends their children: one for each place, however often it is opened. Thread-safe.</summary>
/// <param name="surroundings">The user's.</param>
/// <param name="clock">Measures how long each child lives.</param>
public sealed class RcloneStores(RcloneSurroundings surroundings, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RclonePlace, RcloneStore> _stores = [];

    /// <summary>Opens a store, which is owned here. Neither starts nor contacts anything.</summary>
    public RcloneStore Open(RclonePlace place)
    {
        lock (_gate)
        {
            if (!_stores.TryGetValue(place, out var store))
                _stores[place] = store = new RcloneStore(place, surroundings, clock);
            return store;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
            await store.DisposeAsync();
    }
}
