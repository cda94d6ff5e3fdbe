using Archivist.Correction.Par2;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>
/// Protects every pack by recovery data: completes groups that lack some, computes packs that are lost, and forms groups of packs that are in none, or in one that is no
/// longer enough. Older recovery data is removed last. Killed at any time, it goes on where it was. For one run.
/// </summary>
/// <param name="shares">The shares.</param>
/// <param name="placement">The data share of each pack.</param>
internal sealed class StripeProtection(StoredShares shares, SharePlacement placement)
{
    private readonly HashSet<ObjectName> _protected = [];
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private long _computed, _groups;

    /// <summary>Protects all packs.</summary>
    /// <param name="readsWhole">Reads all recovery data, and replaces what is damaged; otherwise only what is missing is written.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a pack that is to be protected is damaged and cannot be computed.</exception>
    internal async Task<StripeChanges> RunAsync(bool readsWhole, CancellationToken cancellationToken)
    {
        var groups = await StripeGroups.ReadAsync(shares.Folders, passesOver: false, readsWhole, cancellationToken);
        var outdated = new List<StripeGroup>();
        foreach (var group in groups)
        {
            if (await KeepAsync(group, cancellationToken))
                _protected.UnionWith(group.Packs.Select(pack => pack.Name));
            else
                outdated.Add(group);
        }

        foreach (var packs in StripePlanner.Plan(placement.Packs.Where(item => !_protected.Contains(item.Pack.Name))))
        {
            await ProtectAsync(packs, cancellationToken);
            _protected.UnionWith(packs.Select(item => item.Pack.Name));
        }

        // One with packs that are nowhere stays: a share that comes back may be what it lacks.
        foreach (var group in outdated.Where(group => !_written.Contains(group.Name) && group.Packs.All(pack => _protected.Contains(pack.Name))))
        {
            foreach (var folder in shares.Folders)
                folder.Remove(group.Name);
        }

        return new StripeChanges(_computed, _groups);
    }

    /// <summary>Makes a group whole; false when its packs must be grouped again.</summary>
    private async Task<bool> KeepAsync(StripeGroup group, CancellationToken cancellationToken)
    {
        if (group.Packs.Any(pack => placement.Find(pack.Name) is null) && !await RestoreAsync(group, cancellationToken))
            return false;
        int ShareOf(ObjectName name) => placement.Find(name)!.Value.Share;
        var slices = group.Slices(ShareOf);
        List<int?> taken = [.. shares.Folders.Select(folder => group.Volumes.Where(volume => volume.Share == folder.Share && volume.Slices >= slices).Select(volume => (int?)volume.FirstExponent).FirstOrDefault())];
        if (taken.OfType<int>().Distinct().Count() != taken.OfType<int>().Count())
            return false;
        List<int> placed = [.. group.Packs.Select(pack => ShareOf(pack.Name))];
        if (taken.TrueForAll(first => first is not null))
            return shares.Folders.Count <= 2 || StripeExponents.IsEnough(group.Set, placed, slices, [.. taken.OfType<int>()], cancellationToken);
        // A few slices more or less on a new share would do, but volumes of one length are easier to understand.
        var most = group.Volumes.Select(volume => volume.Slices).DefaultIfEmpty(slices).Max();
        if (most < slices)
            return false;
        var firsts = StripeExponents.Choose(group.Set, placed, most, taken, cancellationToken);
        using var contents = new PackContents(shares.Data, placement, passesOver: false);
        var inputs = await InputsAsync(group, contents, cancellationToken);
        foreach (var folder in shares.Folders.Where(folder => taken[folder.Share] is null))
            await folder.WriteAsync(group.Name, group.Set, inputs, firsts[folder.Share], most, cancellationToken);
        _groups++;
        return true;
    }

    /// <summary>Computes packs of a group that are missing or damaged, and puts them on data shares; false when too little is left.</summary>
    private async Task<bool> RestoreAsync(StripeGroup group, CancellationToken cancellationToken)
    {
        using var contents = new PackContents(shares.Data, placement, passesOver: false);
        if (await GroupComputing.RunAsync(group, await contents.FindAsync(group.Packs, cancellationToken), cancellationToken) is not { } computed)
            return false;
        foreach (var (pack, content) in computed)
        {
            using (content)
            {
                if (placement.Find(pack.Name) is { } damaged)
                {
                    await shares.Data[damaged.Share].RemoveAsync(pack.Name, cancellationToken);
                    placement.Remove(pack.Name);
                }

                await shares.Data[placement.Reserve(pack)!.Value].PutAsync(pack.Name, content, cancellationToken);
                _computed++;
            }
        }

        return true;
    }

    private async Task<IReadOnlyList<Par2Input>> InputsAsync(StripeGroup group, PackContents contents, CancellationToken cancellationToken)
    {
        var found = await contents.FindAsync(group.Packs, cancellationToken);
        if (found.Contains(null) && await RestoreAsync(group, cancellationToken))
            found = await contents.FindAsync(group.Packs, cancellationToken);
        return Inputs(group.Packs, found);
    }

    private List<Par2Input> Inputs(IReadOnlyList<StoredObject> packs, IReadOnlyList<IReplayableContent?> contents) =>
    [
        .. packs.Zip(contents, (pack, content) => new Par2Input(
            RepositoryLayout.PathOf(pack.Name),
            content ?? throw new ArchivistException(new ObjectTampered(placement.Find(pack.Name) is { } held ? shares.Data[held.Share].Location : shares.Location, pack.Name)))),
    ];

    private async Task ProtectAsync(IReadOnlyList<(StoredObject Pack, int Share)> packs, CancellationToken cancellationToken)
    {
        using var contents = new PackContents(shares.Data, placement, passesOver: false);
        IReadOnlyList<StoredObject> all = [.. packs.Select(item => item.Pack)];
        var inputs = Inputs(all, await contents.FindAsync(all, cancellationToken));
        var longest = all.Max(pack => pack.Length);
        var set = await Par2Creator.DescribeAsync((int)Math.Max(4, (longest + 3) / 4 * 4), inputs, null, cancellationToken);
        var shareOf = packs.ToDictionary(item => RepositoryLayout.PathOf(item.Pack.Name), item => item.Share, StringComparer.Ordinal);
        List<int> placed = [.. set.Files.Select(file => shareOf[file.Name])];
        var slices = placed.CountBy(share => share).Max(share => share.Value);
        var firsts = StripeExponents.Choose(set, placed, slices, [.. shares.Folders.Select(_ => (int?)null)], cancellationToken);
        var name = RecoveryFolder.NameOf(all.Select(pack => pack.Name));
        foreach (var folder in shares.Folders)
            await folder.WriteAsync(name, set, inputs, firsts[folder.Share], slices, cancellationToken);
        _written.Add(name);
        _groups++;
    }
}
