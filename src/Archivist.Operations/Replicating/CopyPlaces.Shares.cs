using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Problems;
using Archivist.Replicas.Striping;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

internal sealed partial class CopyPlaces
{
    /// <summary>What is remembered of each share of a striped replica, data shares first; empty for any other address. Nothing is looked at.</summary>
    /// <exception cref="ArchivistException">A record cannot be read.</exception>
    internal async Task<IReadOnlyList<ShareState>> FindSharesAsync(string address, CancellationToken cancellationToken)
    {
        if (RepositoryAddress.Parse(address).Shares is not { } shares)
            return [];
        var states = new List<ShareState>();
        foreach (var (number, share) in shares.All.Index())
            states.Add(StateOf(share, number >= shares.Data.Count, await FindKnownAsync(share, cancellationToken)));
        return states;
    }

    /// <summary>The address without the shares that were given up, which is how a striped replica is audited and repaired; any other address itself.</summary>
    /// <exception cref="ArchivistException">A record cannot be read.</exception>
    internal async Task<string> InUseAsync(string address, CancellationToken cancellationToken)
    {
        var states = await FindSharesAsync(address, cancellationToken);
        List<ShareState> used = [.. states.Where(share => share.GivenUp is null)];
        return used.Count < states.Count && IsEnough(used) ? ShareAddresses.Join(used.Select(share => share.Address), used.Count(share => share.IsRecovery)) : address;
    }

    /// <summary>
    /// Gives up the shares of a replica that have been missing for longer than the settings wait: their packs are then missing from the replica, and a repair puts them on the
    /// shares that are left. Waits while another share is missing for less long, and while fewer are lost than the settings name.
    /// </summary>
    /// <returns>The shares that were given up now, or earlier without a repair since that made the replica whole.</returns>
    /// <exception cref="ArchivistException">A record cannot be read.</exception>
    internal async Task<IReadOnlyList<ShareState>> GiveUpLostAsync(ReplicaSettings replica, CancellationToken cancellationToken)
    {
        if (RepositoryAddress.Parse(replica.Url).Shares is null)
            return [];
        await LookAtSharesAsync(replica.Url, context.OpenStore(replica.Url).Find<StripedStore>()!.Stored.All, cancellationToken);
        var now = context.Clock.GetUtcNow();
        var states = await FindSharesAsync(replica.Url, cancellationToken);
        var lost = states.Where(share => share.IsLost(now - replica.RestripeAfter)).ToList();
        List<ShareState> left = [.. states.Where(share => share.GivenUp is null).Except(lost)];
        if (lost.Count < replica.RestripeLost || left.Exists(share => share.AbsentSince is not null) || !IsEnough(left))
            return [.. states.Where(share => share.IsUnsettled)];
        foreach (var share in lost)
            await ChangeAsync(share.Address, known => known with { GivenUp = now, IsSettled = false }, cancellationToken);
        return [.. states.Where(share => share.IsUnsettled), .. lost];
    }

    /// <summary>Whether shares were missing for longer than the settings wait when they were last looked at, or were given up without a repair since.</summary>
    internal async Task<bool> IsRestripeDueAsync(ReplicaSettings replica, CancellationToken cancellationToken) =>
        (await FindSharesAsync(replica.Url, cancellationToken)).Any(share => share.IsUnsettled || share.IsLost(context.Clock.GetUtcNow() - replica.RestripeAfter));

    /// <summary>Notes that the replica is whole without the shares that were given up.</summary>
    internal async Task SettleAsync(string address, CancellationToken cancellationToken)
    {
        foreach (var share in (await FindSharesAsync(address, cancellationToken)).Where(share => share.IsUnsettled))
            await ChangeAsync(share.Address, known => known with { IsSettled = true }, cancellationToken);
    }

    /// <summary>What to report of shares that were given up; at least one.</summary>
    internal static SharesGivenUp Describe(string replica, IReadOnlyList<ShareState> shares) =>
        new(replica, [.. shares.Select(share => AddressText.WithoutCredentials(share.Address))], shares.Select(share => share.AbsentSince ?? share.GivenUp).OfType<DateTimeOffset>().Min());

    /// <summary>A replica is a place with data and with recovery data.</summary>
    private static bool IsEnough(List<ShareState> shares) => shares.Exists(share => share.IsRecovery) && shares.Exists(share => !share.IsRecovery);

    private static ShareState StateOf(string address, bool isRecovery, KnownPlace? known) =>
        new(address, isRecovery, known?.AbsentSince, known?.GivenUp) { IsUnsettled = known is { GivenUp: not null, IsSettled: false } };

    /// <summary>Opens the shares that are in use, and compares each with what is remembered of it, and with the others.</summary>
    private async Task<IObjectStore> OpenSharesAsync(string name, string address, StoredShares stored, Beginning beginning, CancellationToken cancellationToken)
    {
        var addresses = RepositoryAddress.Parse(address).Shares!.All;
        if (beginning is Beginning.Always)
        {
            foreach (var share in addresses)
                await ChangeAsync(share, known => known with { AbsentSince = null, GivenUp = null }, cancellationToken);
            await RequireSharesAsync(name, [.. addresses.Zip(stored.All, (share, store) => (share, store))], beginning, cancellationToken);
            return stored;
        }

        await LookAtSharesAsync(address, stored.All, cancellationToken);
        var used = RepositoryAddress.Parse(await InUseAsync(address, cancellationToken)).Shares!;
        List<(string Address, IObjectStore Store)> shares = [.. addresses.Zip(stored.All).Where(share => used.All.Contains(share.First))];
        await RequireSharesAsync(name, shares, beginning, cancellationToken);
        List<IObjectStore> stores = shares.ConvertAll(share => share.Store);
        return stores.Count == addresses.Count ? stored : new StripedStore(stores[..used.Data.Count], stores[used.Data.Count..]).Stored;
    }

    /// <summary>Looks at all shares side by side, and remembers since when each is missing. One that is there again takes part again.</summary>
    private async Task LookAtSharesAsync(string address, IReadOnlyList<IObjectStore> stores, CancellationToken cancellationToken)
    {
        await Task.WhenAll(PlaceIdentity.PlacesOf(address).Zip(stores, async (share, store) =>
        {
            // One that was never there is not missing.
            if (await FindKnownAsync(share, cancellationToken) is not { } known)
                return;
            var isThere = !_unseen.ContainsKey(share) && await HasAsync(store, known.Repository, cancellationToken);
            if (isThere && (known.AbsentSince ?? known.GivenUp) is not null)
                await _known.RememberAsync(known with { AbsentSince = null, GivenUp = null, LastSeen = context.Clock.GetUtcNow() }, context, cancellationToken);
            else if (!isThere && known.AbsentSince is null)
                await _known.RememberAsync(known with { AbsentSince = context.Clock.GetUtcNow() }, context, cancellationToken);
        }));
    }

    private static async Task<bool> HasAsync(IObjectStore share, string repository, CancellationToken cancellationToken)
    {
        try
        {
            return await share.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null && await IdentityAsync(share, cancellationToken) == repository;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task ChangeAsync(string share, Func<KnownPlace, KnownPlace> change, CancellationToken cancellationToken)
    {
        if (await FindKnownAsync(share, cancellationToken) is { } known && change(known) is { } changed && changed != known)
            await _known.RememberAsync(changed, context, cancellationToken);
    }

    private async Task RequireSharesAsync(string name, IReadOnlyList<(string Address, IObjectStore Store)> shares, Beginning beginning, CancellationToken cancellationToken)
    {
        string? first = null;
        var empty = new List<string>();
        foreach (var (address, share) in shares)
        {
            if (_unseen.TryGetValue(address, out var cause))
                throw new ArchivistException(new ReplicaNotInspectable(name, Cause.Of(cause)), cause);
            if (await share.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            {
                empty.Add(address);
                continue;
            }

            var identity = await IdentityAsync(share, cancellationToken);
            if ((first ??= identity) != identity)
                throw new ArchivistException(new TargetHoldsOtherRepository(share.Location));
            if (beginning is not Beginning.Always && await FindKnownAsync(address, cancellationToken) is { } known && known.Repository != identity)
                throw Gone(name, address, known, ReplicaPlace.OtherRepository);
        }

        if (beginning is Beginning.Always)
            return;
        foreach (var address in empty)
        {
            if (await FindKnownAsync(address, cancellationToken) is { } known)
                throw Gone(name, address, known, ReplicaPlace.Empty);
            if (beginning is Beginning.Never || (beginning is Beginning.NewShares && first is null))
                throw new ArchivistException(new ReplicaNeverBegun(name, AddressText.WithoutCredentials(address)));
            RequireParent(name, address);
            context.Note(new Notice.ReplicaBegun(name, AddressText.WithoutCredentials(address)));
        }
    }
}
