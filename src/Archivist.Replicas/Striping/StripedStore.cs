using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Striping;

/// <summary>
/// Reads a copy of a repository that is spread over data shares and recovery shares: any of them may be missing or damaged, as many as there are recovery shares. Each pack is
/// compared with its name when it is first read; one that is lost is computed into a temporary file. What was listed first is used for the whole life of the store. Thread-safe.
/// </summary>
public sealed class StripedStore : IObjectSource
{
    /// <summary>Computed packs that are kept for further reading, in bytes.</summary>
    private const long MostComputed = 1L << 30;

    private const long LargestSmall = 512L << 20;

    private readonly ConcurrentDictionary<ObjectName, Task<bool>> _isGood = new();
    private readonly Dictionary<ObjectName, SpooledPack> _computed = [];
    private readonly Queue<ObjectName> _order = new();
    private readonly SemaphoreSlim _computing = new(1), _opening = new(1);
    private Opened? _opened;
    private long _bytes;

    /// <summary>Spreads over shares.</summary>
    /// <param name="data">At least one.</param>
    /// <param name="recovery">At least one; each a directory.</param>
    public StripedStore(IReadOnlyList<IObjectStore> data, IReadOnlyList<IObjectStore> recovery)
    {
        Stored = new StoredShares(data, recovery);
        Traits = new StoreTraits(data.Max(share => share.Traits.MaxConcurrency), IsReadOnly: true, Stored.Traits.IsLocal);
    }

    /// <inheritdoc/>
    public string Location => Stored.Location;

    /// <inheritdoc/>
    public StoreTraits Traits { get; }

    /// <summary>The shares as they are, to be filled, audited and repaired: nothing is computed.</summary>
    public StoredShares Stored { get; }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        if (name.Kind is not ObjectKind.Pack)
            return await OpenSmallAsync(name, range, cancellationToken);
        var opened = await OpenedAsync(cancellationToken);
        var held = opened.Placement.Find(name);
        if (held is { } there && await IsGoodAsync(opened, name, there.Share, there.Length, cancellationToken))
        {
            try
            {
                return await opened.Data[there.Share].OpenAsync(name, range, cancellationToken);
            }
            catch (Exception cause) when (cause is ObjectMissingException or ArchivistException)
            {
                // It went away meanwhile.
            }
        }

        if (await ComputeAsync(opened, name, cancellationToken) is { } computed)
            return computed.Open(range.Offset, range.CountIn(computed.Length, name, Location));
        return held is { } damaged ? await opened.Data[damaged.Share].OpenAsync(name, range, cancellationToken) : throw new ObjectMissingException(name, Location);
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var opened = await OpenedAsync(cancellationToken);
        if (name.Kind is ObjectKind.Pack)
            return opened.Covered.TryGetValue(name, out var group) ? group.Packs.First(pack => pack.Name == name).Length : opened.Placement.Find(name)?.Length;
        foreach (var share in opened.All)
        {
            if (await TryAsync(() => share.FindLengthAsync(name, cancellationToken)) is { } length)
                return length;
        }

        return null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var opened = await OpenedAsync(cancellationToken);
        var items = new Dictionary<ObjectName, long>();
        if (kind is ObjectKind.Pack)
        {
            foreach (var (pack, _) in opened.Placement.Packs)
                items[pack.Name] = pack.Length;
            foreach (var pack in opened.Covered.Values.Distinct().SelectMany(group => group.Packs))
                items[pack.Name] = pack.Length;
        }
        else
        {
            foreach (var share in opened.All)
            {
                foreach (var item in await TryListAsync(share, kind, cancellationToken))
                    items.TryAdd(item.Name, item.Length);
            }
        }

        foreach (var (name, length) in items)
            yield return new StoredObject(name, length);
    }

    private static async Task<long?> TryAsync(Func<Task<long?>> find)
    {
        try
        {
            return await find();
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<List<StoredObject>> TryListAsync(IObjectSource share, ObjectKind kind, CancellationToken cancellationToken)
    {
        var items = new List<StoredObject>();
        try
        {
            await foreach (var item in share.ListAsync(kind, cancellationToken))
                items.Add(item);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            // The others have the same.
        }

        return items;
    }

    /// <summary>Reads a small object whole, from the first share whose bytes match its name; if none does, from the first that has it, so that the reader sees the damage.</summary>
    private async Task<Stream> OpenSmallAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        var opened = await OpenedAsync(cancellationToken);
        byte[]? first = null;
        Exception? failure = null;
        foreach (var share in opened.All)
        {
            try
            {
                var bytes = await share.ReadAllAsync(name, LargestSmall, cancellationToken);
                first ??= bytes;
                if (name.Kind is not ObjectKind.Configuration && Digest.Of(bytes) != name.Id)
                    continue;
                return Part(bytes);
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                failure = cause is ObjectMissingException ? failure : cause;
            }
        }

        return first is not null ? Part(first) : throw failure ?? new ObjectMissingException(name, Location);

        MemoryStream Part(byte[] bytes) => new(bytes, (int)range.Offset, (int)range.CountIn(bytes.Length, name, Location), writable: false);
    }

    /// <summary>True when a stored pack is what its name says. One that cannot be read counts as damaged.</summary>
    private async Task<bool> IsGoodAsync(Opened opened, ObjectName name, int share, long length, CancellationToken cancellationToken)
    {
        // The first caller reads it for all of them, so the reading does not end with that caller.
        var check = _isGood.GetOrAdd(name, _ => CheckAsync());
        return await check.WaitAsync(cancellationToken);

        async Task<bool> CheckAsync()
        {
            await Task.Yield();
            try
            {
                await using var content = await opened.Data[share].OpenAsync(name, new ByteRange(0, length), CancellationToken.None);
                return await Digest.OfAsync(content, CancellationToken.None) == name.Id;
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <summary>A pack from the others of its group; null when no group has it or too little is left.</summary>
    private async Task<SpooledPack?> ComputeAsync(Opened opened, ObjectName name, CancellationToken cancellationToken)
    {
        await _computing.WaitAsync(cancellationToken);
        try
        {
            if (_computed.TryGetValue(name, out var known))
                return known;
            if (!opened.Covered.TryGetValue(name, out var group))
                return null;
            using var contents = new PackContents(opened.Data, opened.Placement, passesOver: true);
            var found = await contents.FindAsync(group.Packs, cancellationToken);
            if (await GroupComputing.RunAsync(group, found, cancellationToken) is not { } computed)
                return null;
            foreach (var (pack, content) in computed)
                Keep(pack.Name, content);
            return _computed.GetValueOrDefault(name);
        }
        finally
        {
            _computing.Release();
        }
    }

    /// <summary>The oldest are let go, but not closed: they may be being read.</summary>
    private void Keep(ObjectName name, SpooledPack content)
    {
        if (!_computed.TryAdd(name, content))
            return;
        _order.Enqueue(name);
        _bytes += content.Length;
        while (_bytes > MostComputed && _order.Count > StripePlanner.PacksPerShare * _opened!.Data.Count && _computed.Remove(_order.Dequeue(), out var oldest))
            _bytes -= oldest.Length;
    }

    private async Task<Opened> OpenedAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _opened ??= await OpenSharesAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>The shares that have the configuration that most have: one that is empty, gone or of another repository takes no part.</summary>
    private async Task<Opened> OpenSharesAsync(CancellationToken cancellationToken)
    {
        var digests = await Task.WhenAll(Stored.All.Select(share => FindConfigurationAsync(share, cancellationToken)));
        var ours = digests.OfType<Digest>().CountBy(digest => digest).OrderByDescending(item => item.Value).Select(item => (Digest?)item.Key).FirstOrDefault();
        bool IsOurs(int number) => ours is not null && digests[number] == ours;
        // Numbers of shares must stay: one that takes no part is replaced by an empty one.
        List<IObjectSource> data = [.. Stored.Data.Select((share, number) => IsOurs(number) ? share : (IObjectSource)new AbsentShare(share.Location))];
        List<RecoveryFolder> folders = [.. Stored.Folders.Where(folder => IsOurs(Stored.Data.Count + folder.Share))];
        var groups = await StripeGroups.ReadAsync(folders, passesOver: true, readsWhole: false, cancellationToken);
        var covered = new Dictionary<ObjectName, StripeGroup>();
        // Of two groups that cover a pack, as while it is striped again, the one with more recovery slices.
        foreach (var group in groups.OrderByDescending(group => group.Volumes.Sum(volume => volume.Slices)))
        {
            foreach (var pack in group.Packs)
                covered.TryAdd(pack.Name, group);
        }

        return new Opened(data, [.. Stored.All.Where((_, number) => IsOurs(number))], await SharePlacement.ListAsync(data, passesOver: true, cancellationToken), covered);
    }

    private static async Task<Digest?> FindConfigurationAsync(IObjectSource share, CancellationToken cancellationToken)
    {
        try
        {
            return Digest.Of(await share.ReadAllAsync(ObjectName.Configuration, LargestSmall, cancellationToken));
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Opened(
        IReadOnlyList<IObjectSource> Data, IReadOnlyList<IObjectSource> All, SharePlacement Placement, IReadOnlyDictionary<ObjectName, StripeGroup> Covered);
}
