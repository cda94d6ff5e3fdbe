using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Http;
using Archivist.Replicas.Stores.Rclone;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.S3;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Addresses;

/// <summary>
/// The registry of address schemes: which kind of address is opened by what. Each program composes its own from <see cref="Servers(Func{HttpClient}, TimeProvider)"/> and the like, <see cref="WithDirectories"/>,
/// <see cref="WithRclone"/> and <see cref="With"/>. Opening a store neither creates nor contacts anything. Immutable and thread-safe.
/// </summary>
public sealed class StoreSchemes
{
    // A handful: a search is as quick as a table, and needs no code for one that would have to be compiled at every start.
    private readonly Opener[] _openers;

    private StoreSchemes(Opener[] openers) => _openers = openers;

    /// <summary>A registry that opens REST servers only, with retries of transient failures.</summary>
    /// <param name="http">
    /// Called for each server that is opened, and not before; gives a client that all stores share. The caller keeps ownership. See <see cref="HttpConnection.Create"/>.
    /// </param>
    /// <param name="clock">Measures the pauses between attempts.</param>
    public static StoreSchemes Servers(Func<HttpClient> http, TimeProvider clock) =>
        new([new(AddressKind.Rest, server => new RetryingStore(new RestStore(http(), server.Url!), clock))]);

    /// <summary>A registry that opens REST servers and buckets of S3, with retries of transient failures.</summary>
    /// <param name="connections">Called for each server that is opened, and not before; they stay the caller's.</param>
    /// <param name="access">How the server is spoken to.</param>
    /// <param name="clock">Measures the pauses between attempts.</param>
    public static StoreSchemes Servers(Func<HttpConnections> connections, StoreAccess access, TimeProvider clock) => new(
    [
        new(AddressKind.Rest, server => new RetryingStore(new RestStore(HttpConnection.Over(connections().Find(access.Trust)), server.Url!, access), clock)),
        new(AddressKind.S3, bucket => new RetryingStore(new S3Store(connections().Find(access.Trust), bucket.Url!, access), clock)),
    ]);

    /// <summary>Adds directories of this machine.</summary>
    public StoreSchemes WithDirectories() => With(AddressKind.Directory, directory => new FolderStore(directory.Path));

    /// <summary>Adds the remotes of rclone and SFTP, with retries of transient failures.</summary>
    /// <param name="stores">Called for each address that is opened, and not before; gives what owns the stores behind rclone. The caller keeps ownership.</param>
    /// <param name="clock">Measures the pauses between attempts.</param>
    public StoreSchemes WithRclone(Func<RcloneStores> stores, TimeProvider clock)
    {
        return With(AddressKind.Rclone, Open).With(AddressKind.Sftp, Open);

        RetryingStore Open(RepositoryAddress address) => new(stores().Open(address.Rclone!), clock);
    }

    /// <summary>Adds or replaces how one kind of address is opened.</summary>
    public StoreSchemes With(AddressKind kind, Func<RepositoryAddress, IObjectSource> open) => new([.. _openers.Where(other => other.Kind != kind), new(kind, open)]);

    /// <summary>Opens the store behind an address; a source that can only be read becomes a <see cref="ReadOnlyStore"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no notation that is supported here; credentials in it are not repeated.</exception>
    public IObjectStore Open(string address)
    {
        var parsed = RepositoryAddress.Parse(address);
        if (Find(parsed.Kind) is { } opener)
            return ReadOnlyStore.Over(opener.Open(parsed));
        throw new ArchivistException(new AddressKindUnsupported([.. StoreScheme.All.Where(scheme => Find(scheme.Kind) is not null).Select(scheme => scheme.Notation)]));
    }

    private Opener? Find(AddressKind kind) => Array.Find(_openers, opener => opener.Kind == kind);

    private sealed record Opener(AddressKind Kind, Func<RepositoryAddress, IObjectSource> Open);
}
