using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Rest;
using Archivist.Repository;

namespace Archivist.App.Composition;

/// <summary>Opens the store that an address names: a folder, <c>disc:</c> and an image or drive, or <c>rest:http://…</c>.</summary>
internal static class StoreAddress
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        AllowAutoRedirect = false,
    })
    {
        Timeout = TimeSpan.FromMinutes(2),
    };

    internal static IObjectStore Open(string address)
    {
        if (address.StartsWith("s3:", StringComparison.Ordinal))
            throw new ArchivistException(Failure.Usage, $"{address}: this version has no store for S3")
            {
                Hint = "Put 'rclone serve restic' in front of it and name that as rest:http://host:port/.",
            };
        if (address.StartsWith("disc:", StringComparison.Ordinal))
            return new DiscAtAddress(address[5..]);
        if (!address.StartsWith("rest:", StringComparison.Ordinal))
            return new FolderStore(address);
        return Uri.TryCreate(address[5..], UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new RestStore(Http, url)
            : throw new ArchivistException(Failure.Usage, "rest: the address is not an http or https URL")
            {
                Hint = "Write it as rest:http://host:port/path.",
            };
    }
}
