using Archivist.Capture.Blocks;
using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.Blocks;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>The block sources of one capture: opened before anything is written, and each stored as one file of its length.</summary>
internal sealed class BlockCapture : IAsyncDisposable
{
    private readonly Dictionary<string, IBlockSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<FileName, IBlockSource> _byBytes = [];
    private readonly Dictionary<string, long> _piecesOfFolder = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Task> _running = [];
    private readonly CaptureOptions _options;
    private readonly GoTime _time;

    private BlockCapture(CaptureOptions options, GoTime time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Where they will be in the snapshot.</summary>
    internal IReadOnlyCollection<string> Paths => _sources.Keys;

    /// <summary>Opens all; one that cannot be opened ends the capture before it began.</summary>
    internal static async Task<BlockCapture> OpenAsync(CaptureOptions options, GoTime time, CancellationToken cancellationToken)
    {
        var capture = new BlockCapture(options, time);
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
                var source = await BlockAddress.OpenAsync(address, cancellationToken);
                capture._sources.Add(path, source);
                capture._byBytes.Add(FileName.Of(path), source);
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
        _sources.Count > 0 && _byBytes.TryGetValue(new FileName(DisplayPath.Join(folder, name)), out var source)
            ? RememberAsync(Task.Run(() => ReadAsync(folder, name, source, writer, tally, cancellationToken), CancellationToken.None))
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
        return Unnamed(FileName.Of(Path.GetFileName(tree.Path)), NodeType.Directory, 0x1C0) with
        {
            Subtree = await writer.AddTreeAsync(children, cancellationToken),
        };
    }

    /// <summary>One source at a time: each alone keeps the disk and the writer busy, and two would fight for the head.</summary>
    private async Task<Node?> ReadAsync(
        byte[] folder, FileName name, IBlockSource source, RepositoryWriter writer, CaptureTally tally, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var size = _options.BlockSize ?? BlockChunks.SizeFor(source.Length);
            var content = await new BlockReader(source, writer, size, tally.CountBytes).ReadAsync(cancellationToken);
            CountPieces(DisplayPath.Of(folder), content.Count);
            tally.CountFile(0, isUnchanged: false);
            return Describe(name, source, content);
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
