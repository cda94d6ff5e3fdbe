using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Events;

/// <summary>Serves stores to other machines; the front end that holds the web server implements it.</summary>
public interface IStoreServer
{
    /// <summary>Begins to serve a store for reading by restic's REST protocol.</summary>
    /// <param name="store">What is served.</param>
    /// <param name="listen">Address and port, such as <c>127.0.0.1:8000</c>; port 0 takes a free one.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: no address and port; <see cref="Failure.Failed"/>: it cannot be listened on.</exception>
    Task<IServedStore> ServeAsync(IObjectStore store, string listen, CancellationToken cancellationToken);

    /// <summary>Begins to serve the repositories of several users, who sign in, for reading and adding.</summary>
    /// <param name="peers">What is served, and to whom.</param>
    /// <param name="listen">Address and port, such as <c>127.0.0.1:8000</c>; port 0 takes a free one.</param>
    /// <param name="tls">Certificate and key, which are read again when they change; null for no TLS.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: no address and port, or the certificate cannot be used; <see cref="Failure.Failed"/>: it cannot be listened on.
    /// </exception>
    Task<IServedStore> ServePeersAsync(PeerService peers, string listen, TlsFiles? tls, CancellationToken cancellationToken);
}
