using Archivist.Platform.Files;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Peers;

/// <summary>
/// One repository of a user, in the user's own directory or below it. Objects are added and never changed; only locks are removed, unless all may be. Thread-safe.
/// </summary>
public sealed class PeerRepository
{
    /// <summary>The longest pack or index: several times what any writer makes.</summary>
    public const long LongestObject = 1L << 30;

    /// <summary>The longest of all other objects.</summary>
    public const long LongestRecord = 16L << 20;

    private readonly string _root, _home;
    private readonly PeerSpace _space;
    private readonly FolderStore _folder;
    private readonly BandwidthLimitStore _limited;
    private readonly TokenBucket _arriving;
    private readonly bool _allowsRemoval;

    /// <summary>A repository that need not exist yet.</summary>
    /// <param name="home">The user's directory.</param>
    /// <param name="root">The repository in it.</param>
    /// <param name="space">The user's quota.</param>
    /// <param name="arriving">The rate of what arrives, shared by all requests of the user.</param>
    /// <param name="leaving">The rate of what is read.</param>
    /// <param name="allowsRemoval">Any object may be removed.</param>
    /// <param name="ledgers">Held while a file of a ledger is written.</param>
    internal PeerRepository(string home, string root, PeerSpace space, TokenBucket arriving, TokenBucket leaving, bool allowsRemoval, SemaphoreSlim ledgers)
    {
        Ledger = new PeerLedger(Path.Combine(root, "ledger"), space, ledgers, CountMissing);
        (_home, _root, _space, _arriving, _allowsRemoval) = (home, root, space, arriving, allowsRemoval);
        _folder = new FolderStore(root);
        _limited = new BandwidthLimitStore(_folder, arriving, leaving);
    }

    /// <summary>What is there, read at the rate of the user.</summary>
    public IObjectSource Content => _limited;

    /// <summary>The copy of a ledger beside the objects.</summary>
    public PeerLedger Ledger { get; }

    /// <summary>Makes the directories of a repository; those that exist are fine. False when the quota has no space for them.</summary>
    /// <exception cref="IOException">They cannot be made.</exception>
    public async Task<bool> CreateAsync(CancellationToken cancellationToken)
    {
        if (!await _space.TryTakeAsync(null, CountMissing(_root), cancellationToken))
            return false;
        MakePrivate(_root);
        return true;
    }

    /// <summary>
    /// Stores an object while it arrives, under its name only once all of it came and was compared with that name, and durably. In any other case nothing of it is left.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="body">Its bytes; stays the caller's. Not read at all where the answer does not depend on them.</param>
    /// <param name="length">The number of bytes that were announced.</param>
    /// <param name="cancellationToken">Cancelling leaves nothing of it.</param>
    /// <exception cref="Platform.Problems.ArchivistException">It cannot be written here.</exception>
    /// <exception cref="IOException">It cannot be written here.</exception>
    public async Task<PeerPut> PutAsync(ObjectName name, Stream body, long length, CancellationToken cancellationToken)
    {
        if (length > (name.Kind is ObjectKind.Pack or ObjectKind.Index ? LongestObject : LongestRecord))
            return PeerPut.TooLong;
        if (await _folder.FindLengthAsync(name, cancellationToken) is { } present)
            return await CompareAsync(name, body, length, present, cancellationToken);
        var path = Path.Combine(_root, RepositoryLayout.PathOf(name));
        if (!await _space.TryTakeAsync(length, CountMissing(Path.GetDirectoryName(path)!), cancellationToken))
            return PeerPut.QuotaExceeded;
        var isStored = false;
        try
        {
            await _limited.PutAsync(name, new ArrivingContent(body, name, length), cancellationToken);
            isStored = true;
            return PeerPut.Stored;
        }
        catch (ObjectExistsException)
        {
            // Another request was faster. The same name has the same bytes, except that of the configuration.
            return name.Kind is ObjectKind.Configuration ? PeerPut.Differs : PeerPut.AlreadyThere;
        }
        catch (ContentFailureException failure)
        {
            return failure.InnerException is NameMismatchException ? PeerPut.NameMismatch : PeerPut.CutShort;
        }
        finally
        {
            if (!isStored)
                _space.GiveBack(length);
        }
    }

    /// <summary>Removes a lock, or any object where that is allowed.</summary>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public async Task<PeerRemoval> RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        if (name.Kind is not ObjectKind.Lock && !_allowsRemoval)
            return PeerRemoval.Refused;
        var isRemoved = await _space.RemoveAsync(
            async () => await _folder.FindLengthAsync(name, cancellationToken) is { } length && await _folder.TryRemoveAsync(name, cancellationToken) ? length : null, cancellationToken);
        return isRemoved ? PeerRemoval.Removed : PeerRemoval.Missing;
    }

    private async Task<PeerPut> CompareAsync(ObjectName name, Stream body, long length, long present, CancellationToken cancellationToken)
    {
        if (length != present)
            return PeerPut.Differs;
        await using var arriving = new LimitedStream(new ArrivingContent(body, name, length).OpenFromStart(), _arriving);
        await using var stored = await _folder.OpenAsync(name, ByteRange.All, cancellationToken);
        var (one, other) = (new byte[64 << 10], new byte[64 << 10]);
        var isSame = true;
        try
        {
            while (await arriving.ReadAsync(one, cancellationToken) is > 0 and var read)
            {
                await stored.ReadExactlyAsync(other.AsMemory(0, read), cancellationToken);
                isSame &= one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read));
            }
        }
        catch (ContentFailureException failure)
        {
            return failure.InnerException is NameMismatchException ? PeerPut.Differs : PeerPut.CutShort;
        }

        return isSame ? PeerPut.AlreadyThere : PeerPut.Differs;
    }

    /// <summary>The directories that are missing down to one, those of the user included.</summary>
    private int CountMissing(string directory)
    {
        var missing = 0;
        for (var at = directory; at.Length >= _home.Length && !FileLookup.IsDirectory(at); at = Path.GetDirectoryName(at)!)
            missing++;
        return missing;
    }

    private void MakePrivate(string directory)
    {
        if (FileLookup.IsDirectory(directory))
            return;
        var parent = Path.GetDirectoryName(directory)!;
        if (directory.Length > _home.Length)
            MakePrivate(parent);
        LocalFiles.Instance.MakeFolder(directory);
        LocalFiles.Instance.MakeFolderDurable(parent);
    }
}
