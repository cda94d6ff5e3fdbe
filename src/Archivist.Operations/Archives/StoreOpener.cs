using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Opens directories, REST servers, buckets of S3, places that rclone reaches, and the repositories on discs and images. Thread-safe.</summary>
/// <param name="clock">Measures the pauses between attempts to reach a server.</param>
/// <param name="surroundings">The user's.</param>
public sealed class StoreOpener(TimeProvider clock, SettingsEnvironment surroundings) : IStoreOpener, IAsyncDisposable
{
    private readonly Lock _connecting = new();
    // Not as the connections that they are: a field that is disposed of as them loads the library of HTTP, also where there is nothing to dispose of.
    private IDisposable? _connections;
    private IAsyncDisposable? _children;
    private StoreOpener? _second;

    /// <inheritdoc/>
    public IObjectStore Open(string address, StoreAccess access, IOperationEvents events) => StoreSchemes.Servers(Connect, access, clock).WithDirectories().WithRclone(Rclone, clock)
        .With(AddressKind.Disc, disc => new DiscAtAddress(events, disc.Path)).Open(address);

    /// <inheritdoc/>
    public IObjectStore Reopen(string address, StoreAccess access, IOperationEvents events)
    {
        lock (_connecting)
            _second ??= new StoreOpener(clock, surroundings);
        return _second.Open(address, access, events);
    }

    /// <summary>Closes the connections to servers, and ends the programs that were started for stores. Stores that were opened here are of no use afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        if (_children is not null)
            await _children.DisposeAsync();
        _connections?.Dispose();
    }

    /// <summary>Most commands reach no server, and need not load what speaks with one.</summary>
    private HttpConnections Connect()
    {
        lock (_connecting)
            return (HttpConnections)(_connections ??= new HttpConnections());
    }

    private RcloneStores Rclone()
    {
        lock (_connecting)
            return (RcloneStores)(_children ??= new RcloneStores(new RcloneSurroundings(surroundings.Home, surroundings.Find), clock));
    }
}
