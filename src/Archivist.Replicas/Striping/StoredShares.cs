using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>
/// Shares as one place that is filled, audited and repaired: every pack is on one data share, everything else on all shares, and an object of which one copy is missing
/// or damaged is missing or damaged. Fails when a share cannot be reached. Before an index or a snapshot is put, all packs are protected by recovery data. Thread-safe.
/// </summary>
public sealed class StoredShares : IObjectStore, ICleanableStore
{
    private const long LargestSmall = 512L << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private SharePlacement? _placement;
    private bool _isProtected;

    internal StoredShares(IReadOnlyList<IObjectStore> data, IReadOnlyList<IObjectStore> recovery)
    {
        if (data.Count == 0 || recovery.Count == 0)
            throw new ArgumentException("At least one data share and one recovery share are needed.", nameof(data));
        (Data, All) = (data, [.. data, .. recovery]);
        Folders = [.. recovery.Select((share, number) => new RecoveryFolder(number, share.Find<IDirectoryStore>()?.Directory
            ?? throw new ArgumentException($"{share.Location} is not a directory.", nameof(recovery))))];
        Traits = new StoreTraits(All.Min(share => share.Traits.MaxConcurrency), IsReadOnly: false, All.All(share => share.Traits.IsLocal));
    }

    /// <inheritdoc/>
    public string Location => string.Join(" + ", All.Select(share => share.Location));

    /// <inheritdoc/>
    public StoreTraits Traits { get; }

    /// <summary>Data shares first, then recovery shares.</summary>
    public IReadOnlyList<IObjectStore> All { get; }

    internal IReadOnlyList<IObjectStore> Data { get; }

    internal IReadOnlyList<RecoveryFolder> Folders { get; }

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        if (name.Kind is ObjectKind.Pack)
        {
            await PutPackAsync(name, content, cancellationToken);
            return;
        }

        if (name.Kind is ObjectKind.Index or ObjectKind.Snapshot)
            await ProtectOnceAsync(cancellationToken);
        var isNew = false;
        foreach (var share in All)
        {
            if (await share.FindLengthAsync(name, cancellationToken) is not null)
            {
                if (name.Kind is ObjectKind.Configuration)
                    await RequireSameAsync(share, content, cancellationToken);
                continue;
            }

            try
            {
                await share.PutAsync(name, content, cancellationToken);
                isNew = true;
            }
            catch (ObjectExistsException)
            {
                // Another run put it there meanwhile.
            }
        }

        if (!isNew)
            throw new ObjectExistsException(name);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        if (name.Kind is ObjectKind.Pack)
        {
            foreach (var share in Data.SkipLast(1))
            {
                try
                {
                    return await share.OpenAsync(name, range, cancellationToken);
                }
                catch (ObjectMissingException)
                {
                    // The next one is asked.
                }
            }

            return await Data[^1].OpenAsync(name, range, cancellationToken);
        }

        byte[]? worst = null;
        foreach (var share in All)
        {
            var bytes = await share.ReadAllAsync(name, LargestSmall, cancellationToken);
            worst ??= bytes;
            if (name.Kind is not ObjectKind.Configuration && Digest.Of(bytes) != name.Id)
                worst = bytes;
        }

        return new MemoryStream(worst!, (int)range.Offset, (int)range.CountIn(worst!.Length, name, Location), writable: false);
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        if (name.Kind is not ObjectKind.Pack)
        {
            var lengths = await Task.WhenAll(All.Select(share => share.FindLengthAsync(name, cancellationToken)));
            return Array.Exists(lengths, length => length is null) ? null : lengths.Min();
        }

        foreach (var share in Data)
        {
            if (await share.FindLengthAsync(name, cancellationToken) is { } length)
                return length;
        }

        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new Dictionary<ObjectName, (long Length, int Copies)>();
        IReadOnlyList<IObjectStore> shares = kind is ObjectKind.Pack ? Data : All;
        foreach (var share in shares)
        {
            await foreach (var item in share.ListAsync(kind, cancellationToken))
                seen[item.Name] = seen.TryGetValue(item.Name, out var other) ? (Math.Min(item.Length, other.Length), other.Copies + 1) : (item.Length, 1);
        }

        foreach (var (name, (length, copies)) in seen)
        {
            if (kind is ObjectKind.Pack || copies == shares.Count)
                yield return new StoredObject(name, length);
        }
    }

    /// <summary>Removes an object from all shares; one of which some copies are damaged only where it is damaged, so that a repair never removes the last good copy.</summary>
    public async Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var held = new List<(IObjectStore Share, bool IsGood)>();
        foreach (var share in name.Kind is ObjectKind.Pack ? Data : All)
        {
            if (await share.FindLengthAsync(name, cancellationToken) is not null)
                held.Add((share, name.Kind is ObjectKind.Configuration or ObjectKind.Lock || await IsGoodAsync(share, name, cancellationToken)));
        }

        foreach (var (share, _) in held.Where(copy => !copy.IsGood || held.TrueForAll(other => other.IsGood)))
            await share.RemoveAsync(name, cancellationToken);
        if (name.Kind is ObjectKind.Pack && held.TrueForAll(copy => copy.IsGood || held.Count == 1))
            _placement?.Remove(name);
    }

    /// <inheritdoc/>
    public int RemoveUnfinished() => All.Sum(share => share.Find<ICleanableStore>()?.RemoveUnfinished() ?? 0) + Folders.Sum(folder => folder.RemoveUnfinished());

    /// <summary>
    /// Brings the shares to the state in which any of them can be lost, as many as there are recovery shares: copies what is not on all shares, computes packs that no share holds
    /// or that are damaged where recovery data is written, and writes the recovery data that is missing or no longer enough.
    /// </summary>
    /// <param name="readsWhole">Reads all recovery data, and replaces what is damaged; otherwise only what is missing is written.</param>
    /// <param name="cancellationToken">Stops; the next run goes on.</param>
    /// <returns>What had to be done.</returns>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: a pack is damaged and cannot be computed.</exception>
    public async Task<StripeChanges> CompleteAsync(bool readsWhole, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var copied = await CopySmallAsync(cancellationToken);
            _placement = null;
            var changes = await new StripeProtection(this, await SharePlacement.ListAsync(Data, passesOver: false, cancellationToken)).RunAsync(readsWhole, cancellationToken);
            _isProtected = true;
            return changes with { Copied = copied };
        }
        finally
        {
            _placement = null;
            _gate.Release();
        }
    }

    /// <summary>The number of packs that may be lost with the next share: those that no recovery data covers, or too little, and those that recovery data names and no share holds.</summary>
    /// <param name="readsWhole">Reads all recovery data; otherwise only lengths are compared.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<long> CountUnprotectedAsync(bool readsWhole, CancellationToken cancellationToken)
    {
        var placement = await SharePlacement.ListAsync(Data, passesOver: false, cancellationToken);
        var sound = new HashSet<ObjectName>();
        var lost = new HashSet<ObjectName>();
        foreach (var group in await StripeGroups.ReadAsync(Folders, passesOver: false, readsWhole, cancellationToken))
        {
            lost.UnionWith(group.Packs.Select(pack => pack.Name).Where(pack => placement.Find(pack) is null));
            if (group.Packs.Any(pack => lost.Contains(pack.Name)))
                continue;
            var slices = group.Slices(pack => placement.Find(pack)!.Value.Share);
            if (Folders.All(folder => group.Volumes.Any(volume => volume.Share == folder.Share && volume.Slices >= slices)))
                sound.UnionWith(group.Packs.Select(pack => pack.Name));
        }

        return lost.Count + placement.Packs.LongCount(item => !sound.Contains(item.Pack.Name));
    }

    private static async Task<bool> IsGoodAsync(IObjectStore share, ObjectName name, CancellationToken cancellationToken)
    {
        await using var content = await share.OpenAsync(name, ByteRange.All, cancellationToken);
        return await Digest.OfAsync(content, cancellationToken) == name.Id;
    }

    private static async Task RequireSameAsync(IObjectStore share, IReplayableContent content, CancellationToken cancellationToken)
    {
        var there = await share.ReadAllAsync(ObjectName.Configuration, LargestSmall, cancellationToken);
        await using var stream = content.OpenFromStart();
        var here = new byte[content.Length];
        await stream.ReadExactlyAsync(here, cancellationToken);
        if (!here.AsSpan().SequenceEqual(there))
            throw new ArchivistException(new TargetHoldsOtherRepository(share.Location));
    }

    private async Task PutPackAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        var placement = await PlacementAsync(cancellationToken);
        if (placement.Reserve(new StoredObject(name, content.Length)) is not { } share)
            throw new ObjectExistsException(name);
        try
        {
            await Data[share].PutAsync(name, content, cancellationToken);
            _isProtected = false;
        }
        catch (Exception cause) when (cause is not ObjectExistsException)
        {
            placement.Remove(name);
            throw;
        }
    }

    private async Task<SharePlacement> PlacementAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _placement ??= await SharePlacement.ListAsync(Data, passesOver: false, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What refers to packs must not be there before they are protected.</summary>
    private async Task ProtectOnceAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isProtected)
                return;
            await new StripeProtection(this, await SharePlacement.ListAsync(Data, passesOver: false, cancellationToken)).RunAsync(readsWhole: false, cancellationToken);
            _isProtected = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Copies what some share lacks from one that has it whole.</summary>
    private async Task<long> CopySmallAsync(CancellationToken cancellationToken)
    {
        long copied = 0;
        foreach (var kind in RepositoryLayout.WriteOrder.Where(kind => kind is not ObjectKind.Pack).Prepend(ObjectKind.Configuration))
        {
            var holders = new Dictionary<ObjectName, List<IObjectStore>>();
            foreach (var share in All)
            {
                await foreach (var item in share.ListAsync(kind, cancellationToken))
                {
                    if (!holders.TryGetValue(item.Name, out var of))
                        holders.Add(item.Name, of = []);
                    of.Add(share);
                }
            }

            foreach (var (name, of) in holders.Where(item => item.Value.Count < All.Count))
                copied += await CopyAsync(name, of, cancellationToken);
        }

        return copied;
    }

    private async Task<long> CopyAsync(ObjectName name, List<IObjectStore> holders, CancellationToken cancellationToken)
    {
        foreach (var holder in holders)
        {
            var bytes = await holder.ReadAllAsync(name, LargestSmall, cancellationToken);
            if (name.Kind is not ObjectKind.Configuration && Digest.Of(bytes) != name.Id)
                continue;
            foreach (var share in All.Except(holders))
                await share.PutAsync(name, new BytesContent(bytes), cancellationToken);
            return All.Count - holders.Count;
        }

        return 0;
    }
}
