using Archivist.Operations.Events;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Opens directories, REST servers, and the repositories on discs and images. Thread-safe.</summary>
/// <param name="clock">Measures the pauses between attempts to reach a server.</param>
public sealed class StoreOpener(TimeProvider clock) : IStoreOpener, IDisposable
{
    private readonly Lazy<HttpClient> _http = new(RestConnection.Create);

    /// <inheritdoc/>
    public IObjectStore Open(string address, IOperationEvents events) => StoreSchemes.Servers(_http.Value, clock).WithDirectories()
        .With(AddressKind.Disc, disc => new DiscAtAddress(events, disc.Path)).Open(address);

    /// <summary>Closes the connections to servers. Stores that were opened here are of no use afterwards.</summary>
    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }
}
