using Archivist.Reports.Printing;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Opens the store that an address names.</summary>
internal static class StoreAddress
{
    private static readonly HttpClient Http = RestConnection.Create();

    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no supported notation.</exception>
    internal static IObjectStore Open(OperationContext context, string address) => StoreSchemes.Servers(Http, context.Clock).WithDirectories()
        .With(AddressKind.Disc, disc => new DiscAtAddress(context, disc.Path)).Open(address);
}
