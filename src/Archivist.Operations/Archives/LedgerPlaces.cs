using Archivist.Evidence.Copying;
using Archivist.Operations.Events;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores;
using Archivist.Replicas.Stores.Http;

namespace Archivist.Operations.Archives;

/// <summary>Finds where a replica keeps its copy of the ledger. Disposing of it closes connections to peers; copies that were found are of no use afterwards. Not thread-safe.</summary>
internal sealed class LedgerPlaces(OperationContext context) : IDisposable
{
    /// <summary>For one request to a peer; a bundle has up to 16 MiB.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<HttpClient> _clients = [];

    /// <summary>Finds the copies of a replica: of a striped one each share has one.</summary>
    /// <param name="address">The replica.</param>
    /// <param name="cancellationToken">Stops asking a server.</param>
    /// <returns>Each address with its copy, which may not be begun yet; a copy is null where a server takes the files of repositories only.</returns>
    internal async Task<IReadOnlyList<(string Address, ILedgerCopy? Copy)>> FindAsync(string address, CancellationToken cancellationToken)
    {
        if (RepositoryAddress.Parse(address).Shares is not { } shares)
            return [(address, await FindOneAsync(address, cancellationToken))];
        var found = new List<(string, ILedgerCopy?)>();
        foreach (var share in shares.All)
            found.Add((share, await FindOneAsync(share, cancellationToken)));
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private async Task<ILedgerCopy?> FindOneAsync(string address, CancellationToken cancellationToken)
    {
        var parsed = RepositoryAddress.Parse(address);
        if (parsed.Kind is AddressKind.Directory)
            return new LedgerCopyFolder(Path.GetFullPath(Path.Combine(parsed.Path, LedgerDistribution.Name)));
        if (parsed is { Kind: AddressKind.Rest, Url: { } url })
            return await FindPeerAsync(url, address, cancellationToken);
        if (parsed.Kind is AddressKind.Disc)
            return null;
        var store = context.OpenStore(address);
        return store.Find<ISideFileStore>() is { } files ? new LedgerCopyBeside(store.Location, files) : null;
    }

    private async Task<LedgerCopyPeer?> FindPeerAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        var access = context.Accesses.Find(address, context.FindSecretSources());
        var client = new HttpClient(HttpConnection.CreateHandler(access.Trust), disposeHandler: true) { Timeout = Patience };
        _clients.Add(client);
        var peer = new LedgerCopyPeer(client, url, access);
        return await peer.IsKeptAsync(cancellationToken) ? peer : null;
    }
}
