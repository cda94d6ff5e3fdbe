using Archivist.Operations.Events;
using Archivist.Repository.Stores;

namespace Archivist.App.Web;

/// <summary>Serves stores with the web server of this program.</summary>
internal sealed class RestServers : IStoreServer
{
    /// <inheritdoc/>
    public async Task<IServedStore> ServeAsync(IObjectStore store, string listen, CancellationToken cancellationToken) =>
        await RestServer.StartAsync(store, listen, cancellationToken);
}
