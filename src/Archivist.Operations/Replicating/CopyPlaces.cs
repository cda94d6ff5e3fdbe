using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Striping;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>
/// Opens the places of copies, and compares each with what is remembered of it: an empty mount point is not a new replica, and one place is one copy.
/// </summary>
/// <param name="context">Where to speak, and the clock.</param>
/// <param name="repository">The address of the repository that is copied.</param>
internal sealed partial class CopyPlaces(OperationContext context, string repository)
{
    private const long LargestConfiguration = 1 << 20;

    private readonly Dictionary<string, Exception> _unseen = new(StringComparer.Ordinal);
    private readonly KnownPlaces _known = KnownPlaces.Of(context.Surroundings);

    /// <summary>
    /// Refuses two names of one place. A copy whose place cannot be looked at is not compared, and <see cref="OpenAsync"/> refuses it: it keeps no other waiting.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>.</exception>
    internal void RequireDistinct(IReadOnlyList<(string Name, string Address)> named)
    {
        var copies = named.SelectMany(copy => PlaceIdentity.PlacesOf(copy.Address).Select(address => (copy.Name, Address: address))).Where(copy => CanBeSeen(copy.Address)).ToList();
        for (var i = 0; i < copies.Count; i++)
        {
            if (PlaceIdentity.IsSame(copies[i].Address, repository))
                throw new ArchivistException(new ReplicaIsRepository(copies[i].Name, AddressText.WithoutCredentials(copies[i].Address)));
            for (var j = 0; j < i; j++)
            {
                if (PlaceIdentity.IsSame(copies[i].Address, copies[j].Address))
                    throw new ArchivistException(new ReplicasOverlap(copies[j].Name, copies[i].Name, AddressText.WithoutCredentials(copies[i].Address)));
            }
        }
    }

    private bool CanBeSeen(string address)
    {
        try
        {
            PlaceIdentity.Look(address);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _unseen[address] = cause;
            return false;
        }
    }

    /// <summary>Opens a copy that is there, or may be begun.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.BelowPolicy"/> when a copy that was there is gone or is not the same one.</exception>
    internal async Task<IObjectStore> OpenAsync(string name, string address, Beginning beginning, CancellationToken cancellationToken)
    {
        if (_unseen.TryGetValue(address, out var cause))
            throw new ArchivistException(new ReplicaNotInspectable(name, Cause.Of(cause)), cause);
        var store = context.OpenStore(address);
        if (store.Find<StripedStore>() is { } striped)
            return await OpenSharesAsync(name, address, striped.Stored, beginning, cancellationToken);

        var isThere = await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null;
        KnownPlace? known = null;
        try
        {
            known = await FindKnownAsync(address, cancellationToken);
        }
        catch (ArchivistException damaged) when (isThere || beginning is Beginning.Always)
        {
            // Only what is missing needs the memory; a copy that is there is noted again once it is complete.
            context.Warn(new PlaceRecordIgnored(name, Cause.Of(damaged)));
        }

        if (beginning is Beginning.Always)
            return store;
        if (!isThere && known is not null)
            throw Gone(name, address, known, ReplicaPlace.Empty);
        if (!isThere && beginning is Beginning.Never or Beginning.NewShares)
            throw new ArchivistException(new ReplicaNeverBegun(name, AddressText.WithoutCredentials(address)));
        if (!isThere)
        {
            RequireParent(name, address);
            context.Note(new Notice.ReplicaBegun(name, AddressText.WithoutCredentials(address)));
            return store;
        }

        if (known is { SharesFileSystem: false, FileSystem: not null } && address != repository && Shares(address))
            throw Gone(name, address, known, ReplicaPlace.OwnFileSystem);
        return known is null || known.Repository == await IdentityAsync(store, cancellationToken)
            ? store : throw Gone(name, address, known, ReplicaPlace.OtherRepository);
    }

    /// <summary>The beginning of the hash of the configuration at an address, null when nothing was created there yet; the same failures as <see cref="OpenAsync"/> when what was there is gone.</summary>
    internal async Task<string?> InspectAsync(string address, CancellationToken cancellationToken)
    {
        var known = await FindKnownAsync(address, cancellationToken);
        var store = context.OpenStore(address);
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            return known is null ? null : throw Gone(AddressText.WithoutCredentials(address), address, known, ReplicaPlace.Empty);
        await OpenAsync(AddressText.WithoutCredentials(address), address, Beginning.Never, cancellationToken);
        return (await IdentityAsync(store, cancellationToken))[..10];
    }

    /// <summary>Notes that a copy, or the repository, is there.</summary>
    internal async Task RememberAsync(string address, IObjectStore store, CancellationToken cancellationToken)
    {
        var identity = await IdentityAsync(store, cancellationToken);
        // Each share too: one that is empty the next time was lost, and not never begun.
        foreach (var place in PlaceIdentity.PlacesOf(address).Append(address).Distinct())
        {
            if (place != address && await FindKnownAsync(place, cancellationToken) is { GivenUp: not null })
                continue;
            await _known.RememberAsync(
                new KnownPlace(PlaceIdentity.Canonical(place), identity, PlaceIdentity.FileSystemOf(place), Shares(place), context.Clock.GetUtcNow()), context, cancellationToken);
        }
    }

    /// <summary>What was seen at an address before.</summary>
    internal Task<KnownPlace?> FindKnownAsync(string address, CancellationToken cancellationToken) =>
        _known.FindAsync(PlaceIdentity.Canonical(address), cancellationToken);

    /// <summary>Forgets what was seen at an address, and at each share of a striped replica.</summary>
    /// <exception cref="IOException">The record cannot be removed.</exception>
    internal void Forget(string address)
    {
        foreach (var place in PlaceIdentity.PlacesOf(address).Append(address).Distinct())
            _known.Forget(PlaceIdentity.Canonical(place));
    }

    /// <summary>SHA-256 of the configuration of a repository, which all its copies have.</summary>
    internal static async Task<string> IdentityAsync(IObjectStore store, CancellationToken cancellationToken) =>
        Digest.Of(await store.ReadAllAsync(ObjectName.Configuration, LargestConfiguration, cancellationToken)).ToString();

    private bool Shares(string address) =>
        PlaceIdentity.FileSystemOf(address) is { } here && PlaceIdentity.FileSystemOf(repository) == here;

    /// <summary>A directory is made, but not the disk that it should be on.</summary>
    private static void RequireParent(string name, string address)
    {
        if (RepositoryAddress.Parse(address) is not { Kind: AddressKind.Directory } place || Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Path))) is not { } parent)
            return;
        if (RepositoryFolder.FindAbove(Path.TrimEndingDirectorySeparator(place.Path)) is { } around)
            throw new ArchivistException(new ReplicaInsideRepository(name, address, around));
        if (!FileLookup.IsDirectory(parent))
            throw new ArchivistException(new ReplicaParentMissing(name, parent));
    }

    private static ArchivistException Gone(string name, string address, KnownPlace known, ReplicaPlace now) => new(new ReplicaGone(name, AddressText.WithoutCredentials(address), known.LastSeen, now));
}
