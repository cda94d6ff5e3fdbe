using Archivist.Capture.Blocks;
using Archivist.Capture.Capturing;
using Archivist.Capture.FileSystem;
using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>Captures sources into a new snapshot. One instance serves one capture.</summary>
/// <remarks>
/// One thread walks, a few read files, the writer's workers hash, compress and seal. What cannot be read is reported and
/// left out; a failure of the repository ends the capture with nothing reachable.
/// </remarks>
public sealed class SnapshotCapture
{
    private readonly IndexedRepository _repository;
    private readonly CaptureRequest _request;
    private readonly TimeProvider _clock;
    private readonly IProgress<CaptureTotals>? _progress;
    private readonly Exclusion _exclusion;
    private readonly List<UnreadablePath> _unreadable = [];
    private readonly SemaphoreSlim _readers = new(Environment.ProcessorCount * 2);
    private RepositoryWriter _writer = null!;
    private BlockCapture _blocks = null!;
    private BlockCapture.Captured _captured = null!;
    private long _files, _folders, _others, _unchanged, _bytes;

    /// <summary>Prepares a capture; nothing is read yet.</summary>
    public SnapshotCapture(
        IndexedRepository repository, CaptureRequest request, TimeProvider clock, IProgress<CaptureTotals>? progress)
    {
        _repository = repository;
        _request = request;
        _clock = clock;
        _progress = progress;
        _exclusion = new Exclusion(request.Excludes);
    }

    private CaptureTotals Totals => new(
        Interlocked.Read(ref _files), Interlocked.Read(ref _folders), Interlocked.Read(ref _others),
        Interlocked.Read(ref _unchanged), Interlocked.Read(ref _bytes), _writer.Totals);

    /// <summary>Captures and commits. No source at all that exists is <see cref="Failure.Usage"/>.</summary>
    public async Task<CaptureResult> RunAsync(CancellationToken cancellationToken)
    {
        var startedAt = GoTime.From(_clock.GetLocalNow());
        var sources = _request.Sources.Select(Path.GetFullPath).ToList();
        await using var blocks = _blocks = await BlockCapture.OpenAsync(_request, _clock, cancellationToken);
        if (!sources.Any(Path.Exists) && blocks.Paths.Count == 0)
            throw new ArchivistException(Failure.Usage, $"{string.Join(", ", sources)}: there is no such file or folder")
            {
                Hint = "Name sources that exist.",
            };

        await using var writer = _repository.BeginWrite(_request.Sizing);
        _writer = writer;
        _captured = new BlockCapture.Captured(writer, AddBytes, Report);
        sources.AddRange(blocks.Paths);
        var parent = _request.Parent is null ? ParentFolder.None : await ParentFolder.ReadAsync(_repository, _request.Parent.Tree, cancellationToken);
        var tree = SourceTree.Of(sources);
        using var root = Folder.OpenPath("/", toPass: !tree.IsSource);
        var pending = tree.IsSource
            ? await WalkAsync(root, "", parent, 0, cancellationToken)
            : CompleteTreeAsync(await WalkSourcesAsync(root, tree, parent, cancellationToken), cancellationToken);
        var snapshot = await writer.CommitAsync(
            new Snapshot
            {
                Time = startedAt,
                Parent = _request.Parent?.Id,
                Tree = await pending,
                Paths = [.. sources.Order(StringComparer.Ordinal)],
                Hostname = _request.Who.Hostname,
                Username = _request.Who.Username,
                UserId = _request.Who.UserId,
                GroupId = _request.Who.GroupId,
                Excludes = _request.Excludes,
                Tags = _request.Tags,
                ProgramVersion = _request.ProgramVersion,
            },
            cancellationToken);
        return new CaptureResult(snapshot, Totals, _unreadable);
    }

    /// <summary>Captures the folders that lead to the sources, each with only the children that lead on.</summary>
    private async Task<List<Task<Node?>>> WalkSourcesAsync(
        Folder folder, SourceTree tree, ParentFolder parent, CancellationToken cancellationToken)
    {
        var pending = new List<Task<Node?>>();
        foreach (var (name, child) in tree.Children)
        {
            var path = tree.Path == "/" ? "" : tree.Path;
            if (_blocks.TryStartFolderAsync(child, _captured, cancellationToken) is { } exports)
            {
                pending.Add(exports);
                continue;
            }

            if (child.IsSource)
            {
                pending.Add(await StartEntryAsync(folder, path, name, parent, 0, cancellationToken));
                continue;
            }

            try
            {
                var status = folder.StatusOf(name);
                if (status.Type is NodeType.SymbolicLink)
                {
                    // A link on the way to a source is followed, as the operator meant it, and kept as a folder.
                    using var target = Folder.OpenPath(child.Path, toPass: true);
                    pending.Add(await StartLeadingFolderAsync(target, name, target.OwnStatus(), child, parent, cancellationToken));
                    continue;
                }

                using var subfolder = folder.Open(name, toPass: true);
                pending.Add(await StartLeadingFolderAsync(subfolder, name, status, child, parent, cancellationToken));
            }
            catch (NativeIOException cause)
            {
                Report(path, name, cause.Cause);
            }
        }

        return pending;
    }

    private async Task<Task<Node?>> StartLeadingFolderAsync(
        Folder folder, FileName name, FileStatus status, SourceTree tree, ParentFolder parent, CancellationToken cancellationToken)
    {
        var parentFolder = await parent.EnterAsync(name, cancellationToken);
        var node = NodeBuilder.Build(name, NodeType.Directory, status, []);
        Interlocked.Increment(ref _folders);
        var children = await WalkSourcesAsync(folder, tree, parentFolder, cancellationToken);
        return CompleteFolderAsync(node, CompleteTreeAsync(children, cancellationToken));
    }

    /// <summary>Walks a folder; the outer task ends when it is walked, the inner one when all files below are stored.</summary>
    private async Task<Task<BlobId>> WalkAsync(
        Folder folder, string path, ParentFolder parent, int depth, CancellationToken cancellationToken)
    {
        // Deep trees must not grow the stack: every so often the walk goes on from a fresh one.
        if (depth % 64 == 63)
            await Task.Yield();
        var pending = new List<Task<Node?>>();
        foreach (var name in folder.List())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_exclusion.Covers(path, name))
                pending.Add(await StartEntryAsync(folder, path, name, parent, depth, cancellationToken));
        }

        return CompleteTreeAsync(pending, cancellationToken);
    }

    private async Task<Task<Node?>> StartEntryAsync(
        Folder folder, string path, FileName name, ParentFolder parent, int depth, CancellationToken cancellationToken)
    {
        if (_blocks.TryStartAsync(path, name, _captured, cancellationToken) is { } block)
        {
            Interlocked.Increment(ref _files);
            return block;
        }

        try
        {
            var status = folder.StatusOf(name);
            switch (status.Type)
            {
                case NodeType.File:
                    return await StartFileAsync(folder, path, name, status, parent, cancellationToken);
                case NodeType.Directory:
                {
                    var node = NodeBuilder.Build(name, NodeType.Directory, status, folder.AttributesOf(name));
                    using var subfolder = folder.Open(name);
                    Interlocked.Increment(ref _folders);
                    var parentFolder = await parent.EnterAsync(name, cancellationToken);
                    var tree = await WalkAsync(subfolder, path + "/" + name, parentFolder, depth + 1, cancellationToken);
                    return CompleteFolderAsync(node, tree);
                }
                case { } other:
                {
                    var node = NodeBuilder.Build(name, other, status, folder.AttributesOf(name));
                    if (other is NodeType.SymbolicLink)
                        node = node with { LinkTarget = folder.ReadLink(name) };
                    Interlocked.Increment(ref _others);
                    return Task.FromResult<Node?>(node);
                }
                default:
                    Report(path, name, "it is of a type that the format does not know");
                    return Task.FromResult<Node?>(null);
            }
        }
        catch (NativeIOException cause)
        {
            Report(path, name, cause.Cause);
            return Task.FromResult<Node?>(null);
        }
    }

    private async Task<Task<Node?>> StartFileAsync(
        Folder folder, string path, FileName name, FileStatus status, ParentFolder parent, CancellationToken cancellationToken)
    {
        var node = NodeBuilder.Build(name, NodeType.File, status, folder.AttributesOf(name));
        Interlocked.Increment(ref _files);
        if (parent.FindUnchanged(node) is { } known && known.Content.All(_repository.HasData))
        {
            Interlocked.Increment(ref _unchanged);
            AddBytes((long)known.Size);
            return Task.FromResult<Node?>(node with { Content = known.Content, Size = known.Size });
        }

        await _readers.WaitAsync(cancellationToken);
        try
        {
            var file = folder.OpenFile(name);
            return Task.Run(() => ReadFileAsync(file, path, node, cancellationToken), CancellationToken.None);
        }
        catch
        {
            _readers.Release();
            Interlocked.Decrement(ref _files);
            throw;
        }
    }

    private async Task<Node?> ReadFileAsync(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, string path, Node node, CancellationToken cancellationToken)
    {
        try
        {
            using (file)
            {
                // What was opened may not be what was walked past: its own status counts, and only a file is read.
                var status = Folder.StatusOf(file, node.Name);
                if (status.Type is not NodeType.File)
                    throw new IOException("it was replaced while it was captured");
                var reader = new FileReader(file, _writer, new FileChunker(_repository));
                var (content, length) = await reader.ReadAsync(status, cancellationToken);
                AddBytes(length);
                var current = NodeBuilder.Build(node.Name, NodeType.File, status, node.ExtendedAttributes);
                return current with { Content = content, Size = (ulong)length };
            }
        }
        catch (IOException cause) when (cause is not ObjectExistsException && !_writer.HasFailed)
        {
            Interlocked.Decrement(ref _files);
            Report(path, node.Name, cause is NativeIOException native ? native.Cause : cause.Message);
            return null;
        }
        catch (UnauthorizedAccessException cause) when (!_writer.HasFailed)
        {
            Interlocked.Decrement(ref _files);
            Report(path, node.Name, cause.Message);
            return null;
        }
        finally
        {
            _readers.Release();
        }
    }

    private async Task<BlobId> CompleteTreeAsync(List<Task<Node?>> pending, CancellationToken cancellationToken)
    {
        var nodes = await Task.WhenAll(pending);
        return await _writer.AddTreeAsync(nodes.OfType<Node>(), cancellationToken);
    }

    private static async Task<Node?> CompleteFolderAsync(Node node, Task<BlobId> tree) => node with { Subtree = await tree };

    private void AddBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        _progress?.Report(Totals);
    }

    private void Report(string path, FileName name, string cause)
    {
        lock (_unreadable)
            _unreadable.Add(new UnreadablePath(path + "/" + name, cause));
    }
}
