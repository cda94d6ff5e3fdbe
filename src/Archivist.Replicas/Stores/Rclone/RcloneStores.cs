using Archivist.Replicas.Addresses;

namespace Archivist.Replicas.Stores.Rclone;

/// <summary>Opens stores behind rclone and ends their children: one for each address, however often it is opened. Thread-safe.</summary>
/// <param name="surroundings">The user's.</param>
/// <param name="clock">Measures how long each child lives.</param>
public sealed class RcloneStores(RcloneSurroundings surroundings, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<RepositoryAddress, RcloneStore> _stores = [];

    /// <summary>Opens a store, which is owned here. Neither starts nor contacts anything.</summary>
    /// <param name="address">Of the kind <see cref="AddressKind.Rclone"/> or <see cref="AddressKind.Sftp"/>.</param>
    public RcloneStore Open(RepositoryAddress address)
    {
        lock (_gate)
        {
            if (!_stores.TryGetValue(address, out var store))
                _stores[address] = store = new RcloneStore(address, surroundings, clock);
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
