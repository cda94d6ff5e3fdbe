using Archivist.App.Cli;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.App.Composition;

/// <summary>Opens the store that an address names.</summary>
internal static class StoreAddress
{
    private static readonly HttpClient Http = RestConnection.Create();

    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no supported notation.</exception>
    internal static IObjectStore Open(string address) => RepositoryAddress.Parse(address) switch
    {
        { Kind: AddressKind.Disc } disc => ReadOnlyStore.Over(new DiscAtAddress(disc.Path)),
        { Kind: AddressKind.Rest } server => new RetryingStore(new RestStore(Http, server.Url!), CommandContext.Current.Clock),
        var folder => new FolderStore(folder.Path),
    };
}
