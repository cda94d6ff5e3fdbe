using Archivist.Operations.Events;
using Archivist.Repository.Stores;

namespace Archivist.App.Web;

/// <summary>Serves stores with the web server of this program.</summary>
internal sealed class RestServers : IStoreServer
{
    /// <inheritdoc/>
    public Task<IServedStore> ServeAsync(IObjectStore store, string listen, CancellationToken cancellationToken) =>
        RestServer.StartAsync(store, listen, cancellationToken);

    /// <inheritdoc/>
    public Task<IServedStore> ServePeersAsync(PeerService peers, string listen, TlsFiles? tls, CancellationToken cancellationToken) =>
        PeerServer.StartAsync(peers, listen, tls, cancellationToken);
}
