using Archivist.App.Cli;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;

namespace Archivist.App.Composition;

/// <summary>Opens the store that an address names.</summary>
internal static class StoreAddress
{
    private static readonly HttpClient Http = RestConnection.Create();

    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no supported notation.</exception>
    internal static IObjectStore Open(string address) => StoreSchemes.Servers(Http, CommandContext.Current.Clock).WithDirectories()
        .With(AddressKind.Disc, disc => new DiscAtAddress(disc.Path)).Open(address);
}
