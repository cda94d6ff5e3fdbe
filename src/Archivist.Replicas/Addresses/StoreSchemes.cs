using System.Collections.Immutable;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Rest;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Addresses;

/// <summary>
/// The registry of what opens which kind of address. A program that cannot open every kind, or knows further ones, makes its own from <see cref="Servers"/> and
/// <see cref="With"/>. Opening creates nothing and contacts nobody. Immutable and thread-safe.
/// </summary>
public sealed class StoreSchemes
{
    private readonly ImmutableDictionary<AddressKind, Func<RepositoryAddress, IObjectSource>> _openers;

    private StoreSchemes(ImmutableDictionary<AddressKind, Func<RepositoryAddress, IObjectSource>> openers) => _openers = openers;

    /// <summary>Opens servers and nothing else; transient failures are retried.</summary>
    /// <param name="http">Shared by all stores; stays with its owner. See <see cref="RestConnection.Create"/>.</param>
    /// <param name="clock">Measures the pauses between attempts.</param>
    public static StoreSchemes Servers(HttpClient http, TimeProvider clock) =>
        new(ImmutableDictionary<AddressKind, Func<RepositoryAddress, IObjectSource>>.Empty.Add(
            AddressKind.Rest, server => new RetryingStore(new RestStore(http, server.Url!), clock)));

    /// <summary>The same, and directories of this machine.</summary>
    public StoreSchemes WithDirectories() => With(AddressKind.Directory, directory => new FolderStore(directory.Path));

    /// <summary>The same, and what <paramref name="open"/> opens.</summary>
    public StoreSchemes With(AddressKind kind, Func<RepositoryAddress, IObjectSource> open) => new(_openers.SetItem(kind, open));

    /// <summary>The store behind an address; what can only be read refuses to be written.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the address is in no notation that is supported here; credentials in it are not repeated.</exception>
    public IObjectStore Open(string address)
    {
        var parsed = RepositoryAddress.Parse(address);
        if (_openers.TryGetValue(parsed.Kind, out var open))
            return ReadOnlyStore.Over(open(parsed));
        var supported = StoreScheme.List(StoreScheme.All.Where(scheme => _openers.ContainsKey(scheme.Kind)), "or");
        throw new ArchivistException(Failure.Usage, $"this kind of address is not supported here: write {supported}") { Hint = $"Write {supported}." };
    }
}
