using Archivist.Capture.Blocks;
using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Nbd;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>The block sources of one capture: opened before anything is written, and each stored as one file of its length.</summary>
internal sealed class BlockCapture : IAsyncDisposable
{
    private readonly Dictionary<string, IBlockSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<FileName, (IBlockSource Source, string Address, string Path)> _byBytes = [];
    private readonly List<BlockReading> _readings = [];
    private readonly List<UnreadablePath> _unopened = [];
    private readonly Dictionary<string, long> _piecesOfFolder = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Task> _running = [];
    private readonly IndexedRepository _repository;
    private readonly CaptureOptions _options;
    private readonly TimeProvider _clock;
    private readonly GoTime _time;

    private BlockCapture(IndexedRepository repository, CaptureOptions options, TimeProvider clock, GoTime time)
    {
        _repository = repository;
        _options = options;
        _clock = clock;
        _time = time;
    }

    /// <summary>Where they will be in the snapshot.</summary>
    internal IReadOnlyCollection<string> Paths => _sources.Keys;

    /// <summary>How those that are complete were captured. Valid only when no work is under way any more.</summary>
    internal IReadOnlyList<BlockReading> Readings => _readings;

    /// <summary>Those that could not be opened.</summary>
    internal IReadOnlyList<UnreadablePath> Unopened => _unopened;

    /// <summary>Opens all; one that cannot be opened ends the capture before it began, unless the options say otherwise.</summary>
    internal static async Task<BlockCapture> OpenAsync(
        IndexedRepository repository, CaptureOptions options, TimeProvider clock, GoTime time, CancellationToken cancellationToken)
    {
        var capture = new BlockCapture(repository, options, clock, time);
        try
        {
            if (options.BlockSize is { } size && !BlockChunks.IsPossible(size))
                throw new ArchivistException(new BlockSizeInvalid(size));
            foreach (var address in options.BlockSources)
            {
                var path = BlockAddress.PathOf(address);
                if (capture._sources.ContainsKey(path))
                    throw new ArchivistException(new BlockSourceRepeated(address, path));
                if (!SourcePath.Exists(path) && options.Sources.Select(SourcePath.Absolute).FirstOrDefault(source => Contains(source, path)) is { } above)
                    throw new ArchivistException(new BlockSourceInsideSource(address, path, above));
                if (await capture.TryOpenAsync(address, path, cancellationToken) is not { } source)
                    continue;
                capture._sources.Add(path, source);
                capture._byBytes.Add(FileName.Of(path), (source, address, path));
            }

            return capture;
        }
        catch
        {
            await capture.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null for an entry that is no block source; otherwise it is being read when this returns.</summary>
    internal Task<Node?>? TryStartAsync(byte[] folder, FileName name, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken) =>
        _sources.Count > 0 && _byBytes.TryGetValue(new FileName(DisplayPath.Join(folder, name)), out var found)
            ? RememberAsync(Task.Run(() => ReadAsync(folder, name, found.Source, found.Address, found.Path, writer, tally, cancellationToken), CancellationToken.None))
            : null;

    /// <summary>Null for a directory that is really there; otherwise one that only leads to exports of NBD servers.</summary>
    internal Task<Node?>? TryStartFolderAsync(SourceTree tree, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken) =>
        _sources.Count > 0 && !tree.IsSource && IsForExports(tree) ? MakeFolderAsync(tree, writer, tally, cancellationToken) : null;

    public async ValueTask DisposeAsync()
    {
        // Nothing may be closed under a reader; when the capture failed its writer is gone, which ends them.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var source in _sources.Values)
            await source.DisposeAsync();
        _turn.Dispose();
    }

    private Task<Node?> RememberAsync(Task<Node?> reading)
    {
        // Several walk.
        lock (_running)
            _running.Add(reading);
        return reading;
    }

    private bool IsForExports(SourceTree tree) =>
        tree.Path.StartsWith("/" + BlockAddress.NbdFolder, StringComparison.Ordinal) && !SourcePath.Exists(tree.Path)
        && _sources.Keys.Any(path => Contains(tree.Path, path));

    private async Task<Node?> MakeFolderAsync(SourceTree tree, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken)
    {
        var children = new List<Node>();
        foreach (var (name, child) in tree.Children)
        {
            var pending = child.IsSource
                ? TryStartAsync(DisplayPath.OfText(tree.Path), name, writer, tally, cancellationToken)
                : MakeFolderAsync(child, writer, tally, cancellationToken);
            if (pending is not null && await pending is { } node)
                children.Add(node);
        }

        tally.CountFolder();
        var made = Unnamed(FileName.Of(Path.GetFileName(tree.Path)), NodeType.Directory, 0x1C0) with
        {
            Subtree = await writer.AddTreeAsync(children, cancellationToken),
        };
        // Nothing has its times: they are those of the last change.
        return await FindAsync(_options.Parent?.Tree, tree.Path, cancellationToken) is { } before && NodeBuilder.IsSameButTimes(before, made) ? before : made;
    }

    private async Task<IBlockSource?> TryOpenAsync(string address, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await BlockAddress.OpenAsync(address, cancellationToken);
        }
        catch (Exception cause) when (_options.LeavesOutUnopenedBlocks && cause is ArchivistException or IOException)
        {
            _unopened.Add(new UnreadablePath(path, Cause.Of(cause)));
            return null;
        }
    }

    /// <summary>One source at a time: each alone keeps the disk and the writer busy, and two would fight for the head.</summary>
    private async Task<Node?> ReadAsync(
        byte[] folder, FileName name, IBlockSource source, string address, string path, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var size = _options.BlockSize ?? BlockChunks.SizeFor(source.Length);
            var plan = await PlanAsync(source, address, path, size, cancellationToken);
            var reader = new BlockReader(source, writer, size, tally.CountBytes, plan.Changes);
            var content = await reader.ReadAsync(cancellationToken);
            CountPieces(DisplayPath.Of(folder), content.Count);
            var node = Describe(name, source, content);
            var isUnchanged = plan.Before is { } before && before.Content.SequenceEqual(content);
            tally.CountFile(0, isUnchanged);
            var missed = await CountMissedAsync(source, plan, reader, size, cancellationToken);
            Conclude(plan, new BlockReading(path, source.Length, reader.BytesRead, plan.Bitmap?.Name.Text, plan.Reason, missed.Count), address, size, missed, tally);
            return isUnchanged && NodeBuilder.IsSameButTimes(plan.Before!, node) ? plan.Before : node;
        }
        catch (IOException cause) when (cause is not ObjectExistsException && !writer.HasFailed)
        {
            tally.Report(folder, name, Cause.Of(cause));
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What is known of a source before it is read: whether a dirty bitmap can be used, and the node that it has in an earlier snapshot.</summary>
    private async Task<Plan> PlanAsync(IBlockSource source, string address, string path, int size, CancellationToken cancellationToken)
    {
        var reference = _options.BlockReferences.GetValueOrDefault(address);
        var offered = await BlockTrust.ReadAsync(source, size, cancellationToken);
        var (bitmap, reason) = BlockTrust.Decide(reference, source.Length, size, offered);
        if (bitmap is null || reference is not { Snapshot: { } snapshot, Record: var record })
        {
            // A file has times of its own, which say when it changed; an export has those that it had while it was the same.
            var earlier = source is NbdClient ? await FindAsync(_options.Parent?.Tree, path, cancellationToken) : null;
            return new Plan(reference?.Record, offered, null, reason, null, earlier);
        }

        if (await FindAsync(snapshot.Tree, path, cancellationToken) is not { Type: NodeType.File } before
            || KnownChunks.TryOf(before.Content, _repository.FindDataLength, source.Length, size) is not { } known)
            return new Plan(record, offered, null, WholeRead.SnapshotUnusable, null, null);
        reason = _options.ReadsBlocksWhole ? WholeRead.Asked : BlockTrust.IsCheckDue(record, _clock.GetUtcNow(), _options.ReadsBlocksWholeAfter) ? WholeRead.CheckDue : null;
        return new Plan(record, offered, bitmap, reason, new BlockChanges(known, bitmap.Dirty!, IsChecked: reason is not null), before);
    }

    /// <summary>
    /// The chunks that the bitmap did not tell of. A disk in use is written to while it is read: what the bitmap tells by now is no fault of it.
    /// </summary>
    private static async Task<IReadOnlyList<long>> CountMissedAsync(
        IBlockSource source, Plan plan, BlockReader reader, int size, CancellationToken cancellationToken)
    {
        if (reader.Missed.Count == 0 || plan.Bitmap is not { } bitmap)
            return [];
        var now = (await BlockTrust.ReadAsync(source, size, cancellationToken)).Find(other => other.Name == bitmap.Name)?.Dirty;
        return [.. reader.Missed.Where(offset => now?[offset] is not true)];
    }

    private void Conclude(Plan plan, BlockReading reading, string address, int size, IReadOnlyList<long> missed, CaptureTally tally)
    {
        var refused = plan.Record?.Refused ?? [];
        if (missed.Count > 0)
        {
            refused = [.. refused, plan.Bitmap!.Name.From];
            tally.Note(new BitmapMissedChanges(reading.Path, reading.Bitmap!, missed.Count, missed[0]));
        }
        else if (reading.Reason is { } reason && reason is not (WholeRead.NoBitmap or WholeRead.FirstCapture or WholeRead.Asked or WholeRead.CheckDue))
            tally.Note(new BlockReadWhole(reading.Path, reason, string.Join(", ", plan.Offered.Select(bitmap => bitmap.Name.Text))));
        var isRemembered = plan.Offered.Count > 0 || plan.Record is not null;
        _readings.Add(reading with
        {
            Record = !isRemembered ? null : new BlockRecord
            {
                Address = address,
                Length = reading.Length,
                ChunkSize = size,
                ReadWholeAt = reading.Reason is null ? plan.Record!.ReadWholeAt : _clock.GetUtcNow(),
                Bitmaps = BlockTrust.Remember(plan.Offered),
                Refused = refused,
            },
        });
    }

    /// <summary>The entry of a path in an earlier snapshot; null when it is not there, or cannot be read.</summary>
    private async Task<Node?> FindAsync(BlobId? tree, string path, CancellationToken cancellationToken)
    {
        Node? found = null;
        try
        {
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (tree is not { } folder)
                    return null;
                var name = FileName.Of(part);
                found = (await _repository.ReadTreeAsync(folder, cancellationToken)).FirstOrDefault(node => node.Name == name);
                tree = found?.Subtree;
            }
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // A damaged snapshot costs time, not the capture.
            return null;
        }

        return found;
    }

    /// <param name="Record">What was remembered.</param>
    /// <param name="Offered">The bitmaps of the source.</param>
    /// <param name="Bitmap">The one that is used or checked.</param>
    /// <param name="Reason">Why all is read.</param>
    /// <param name="Changes">For the reader.</param>
    /// <param name="Before">The node of an earlier snapshot.</param>
    private sealed record Plan(BlockRecord? Record, IReadOnlyList<OfferedBitmap> Offered, OfferedBitmap? Bitmap, WholeRead? Reason, BlockChanges? Changes, Node? Before);

    private Node Describe(FileName name, IBlockSource source, IReadOnlyList<BlobId> content)
    {
        if (((source as FileBlockSource)?.Status ?? (source as QemuImage)?.Status) is not { } status)
            return Unnamed(name, NodeType.File, 0x180) with { Links = 1, Content = content, Size = (ulong)source.Length };
        // A disk becomes a file of the same owner and mode; its attributes belong to the device and stay there.
        var node = new NodeBuilder(_options.WithAccessTime).BuildFile(name, status, [], content, (ulong)source.Length);
        return source is FileBlockSource && status.Type is NodeType.File ? node : node with { Links = 1 };
    }

    private Node Unnamed(FileName name, NodeType type, int permissions) => new()
    {
        Name = name,
        Type = type,
        Permissions = permissions,
        ModifiedAt = _time,
        AccessedAt = _time,
        ChangedAt = _time,
        UserId = _options.Who.UserId,
        GroupId = _options.Who.GroupId,
        User = Account.UserName(_options.Who.UserId),
        Group = Account.GroupName(_options.Who.GroupId),
    };

    private void CountPieces(string folder, long pieces)
    {
        var sum = _piecesOfFolder[folder] = _piecesOfFolder.GetValueOrDefault(folder) + pieces;
        if (sum > BlockChunks.MostPieces)
            throw new ArchivistException(new BlockDirectoryTooLarge(folder, sum, BlockChunks.MostPieces));
    }

    private static bool Contains(string folder, string path) =>
        folder == "/" || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
