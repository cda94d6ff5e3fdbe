using Archivist.Capture.Capturing;
using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture.Blocks;

/// <summary>The block sources of one capture: opened before anything is written, and each stored as one file of its length.</summary>
internal sealed class BlockCapture : IAsyncDisposable
{
    private readonly Dictionary<string, IBlockSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _piecesOfFolder = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Task> _running = [];
    private readonly CaptureRequest _request;
    private readonly TimeProvider _clock;

    private BlockCapture(CaptureRequest request, TimeProvider clock)
    {
        _request = request;
        _clock = clock;
    }

    /// <summary>Where they will be in the snapshot.</summary>
    internal IReadOnlyCollection<string> Paths => _sources.Keys;

    /// <summary>Opens all; one that cannot be opened ends the capture before it began.</summary>
    internal static async Task<BlockCapture> OpenAsync(CaptureRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        var capture = new BlockCapture(request, clock);
        try
        {
            if (request.BlockSize is { } size && !BlockChunks.IsPossible(size))
                throw new ArchivistException(Failure.Usage, $"{size} bytes cannot be the size of a chunk")
                {
                    Hint = "Choose a power of two from 4K to 8M.",
                };
            foreach (var address in request.BlockSources)
            {
                var path = BlockAddress.PathOf(address);
                if (capture._sources.ContainsKey(path))
                    throw new ArchivistException(Failure.Usage, $"{address}: it is named twice, as {path}") { Hint = "Name each block source once." };
                if (!File.Exists(path) && request.Sources.Select(Path.GetFullPath).FirstOrDefault(source => Contains(source, path)) is { } above)
                    throw new ArchivistException(Failure.Usage, $"{address}: it would be {path}, inside the source {above}")
                    {
                        Hint = "Capture it in a snapshot of its own.",
                    };
                capture._sources.Add(path, await BlockAddress.OpenAsync(address, cancellationToken));
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
    internal Task<Node?>? TryStartAsync(string folder, FileName name, Captured captured, CancellationToken cancellationToken) =>
        _sources.Count > 0 && _sources.TryGetValue(folder + "/" + name, out var source)
            ? RememberAsync(Task.Run(() => ReadAsync(folder, name, source, captured, cancellationToken), CancellationToken.None))
            : null;

    /// <summary>Null for a folder that is really there; otherwise one that only leads to exports of NBD servers.</summary>
    internal Task<Node?>? TryStartFolderAsync(SourceTree tree, Captured captured, CancellationToken cancellationToken) =>
        _sources.Count > 0 && !tree.IsSource && IsForExports(tree) ? MakeFolderAsync(tree, captured, cancellationToken) : null;

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
        _running.Add(reading);
        return reading;
    }

    private bool IsForExports(SourceTree tree) =>
        tree.Path.StartsWith("/" + BlockAddress.NbdFolder, StringComparison.Ordinal) && !Path.Exists(tree.Path)
        && _sources.Keys.Any(path => Contains(tree.Path, path));

    private async Task<Node?> MakeFolderAsync(SourceTree tree, Captured captured, CancellationToken cancellationToken)
    {
        var children = new List<Node>();
        foreach (var (name, child) in tree.Children)
        {
            var pending = child.IsSource ? TryStartAsync(tree.Path, name, captured, cancellationToken) : MakeFolderAsync(child, captured, cancellationToken);
            if (pending is not null && await pending is { } node)
                children.Add(node);
        }

        return Unnamed(FileName.Of(Path.GetFileName(tree.Path)), NodeType.Directory, 0x1C0) with
        {
            Subtree = await captured.Writer.AddTreeAsync(children, cancellationToken),
        };
    }

    /// <summary>One source at a time: each alone keeps the disk and the writer busy, and two would fight for the head.</summary>
    private async Task<Node?> ReadAsync(
        string folder, FileName name, IBlockSource source, Captured captured, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var size = _request.BlockSize ?? BlockChunks.SizeFor(source.Length);
            var content = await new BlockReader(source, captured.Writer, size, captured.OnBytes).ReadAsync(cancellationToken);
            CountPieces(folder, content.Length);
            return Describe(name, source) with { Content = content, Size = (ulong)source.Length };
        }
        catch (IOException cause) when (cause is not ObjectExistsException && !captured.Writer.HasFailed)
        {
            captured.OnUnreadable(folder, name, cause is NativeIOException native ? native.Cause : cause.Message);
            return null;
        }
        finally
        {
            _turn.Release();
        }
    }

    private Node Describe(FileName name, IBlockSource source)
    {
        if (((source as FileBlockSource)?.Status ?? (source as QemuImage)?.Status) is not { } status)
            return Unnamed(name, NodeType.File, 0x180) with { Links = 1 };
        // A disk becomes a file of the same owner and mode; its attributes belong to the device and stay there.
        var node = NodeBuilder.Build(name, NodeType.File, status, []);
        return source is FileBlockSource && status.Type is NodeType.File ? node : node with { Links = 1 };
    }

    private Node Unnamed(FileName name, NodeType type, int permissions)
    {
        var now = GoTime.From(_clock.GetLocalNow());
        return new Node
        {
            Name = name,
            Type = type,
            Permissions = permissions,
            ModifiedAt = now,
            AccessedAt = now,
            ChangedAt = now,
            UserId = _request.Who.UserId,
            GroupId = _request.Who.GroupId,
            User = Account.UserName(_request.Who.UserId),
            Group = Account.GroupName(_request.Who.GroupId),
        };
    }

    private void CountPieces(string folder, long pieces)
    {
        var sum = _piecesOfFolder[folder] = _piecesOfFolder.GetValueOrDefault(folder) + pieces;
        if (sum > BlockChunks.MostPieces)
            throw new ArchivistException(Failure.Usage, $"{folder}: the block sources in this folder have {sum} pieces together, more than {BlockChunks.MostPieces}")
            {
                Hint = "Choose a larger --block-size, or capture them in several snapshots.",
            };
    }

    private static bool Contains(string folder, string path) =>
        folder == "/" || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>What a capture lends to its block sources.</summary>
    internal sealed record Captured(RepositoryWriter Writer, Action<long> OnBytes, Action<string, FileName, string> OnUnreadable);
}
