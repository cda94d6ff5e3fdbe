using Archivist.Capture.FileSystem;
using Archivist.Capture.Restoring;
using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>Restores a snapshot into a folder. One instance serves one restore.</summary>
/// <remarks>
/// First all folders, links and empty files, then the content pack by pack, then hard links and metadata, folders last, so that
/// nothing changes a time after it was set. Every byte is authenticated before it is written. What cannot be restored is reported
/// and the rest goes on; nothing is ever written outside the target, whatever a snapshot claims.
/// </remarks>
public sealed class SnapshotRestore
{
    private readonly IndexedRepository _repository;
    private readonly RestoreRequest _request;
    private readonly IProgress<RestoreTotals>? _progress;
    private readonly List<RestoredEntry> _entries = [];
    private readonly List<RestoredEntry> _folders = [];
    private readonly Dictionary<(ulong Device, ulong Inode), RestoredEntry> _linked = [];
    private readonly List<RestoreProblem> _problems = [];
    private readonly bool _isRoot = OperatingSystem.IsLinux() && Interop.Libc.GetEffectiveUserId() == 0;
    private DeltaRestore? _delta;
    private long _files, _filesDone, _bytes, _bytesDone, _others;

    /// <summary>Prepares a restore; nothing is written yet.</summary>
    public SnapshotRestore(IndexedRepository repository, RestoreRequest request, IProgress<RestoreTotals>? progress)
    {
        _repository = repository;
        _request = request;
        _progress = progress;
    }

    private RestoreTotals Totals => new(
        Interlocked.Read(ref _files), Interlocked.Read(ref _filesDone), Interlocked.Read(ref _bytes), Interlocked.Read(ref _bytesDone));

    /// <summary>Restores everything that was asked for.</summary>
    public async Task<RestoreResult> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_request.Target);
        using var target = Folder.OpenPath(_request.Target);
        var content = new ContentRestore(_repository, target, OnFileDone, OnBytes, OnProblem);
        _delta = _request.Delta ? new DeltaRestore(_repository, target, OnBytes, OnFileDone) : null;
        var include = _request.Include?.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(FileName.Of).ToArray() ?? [];
        var found = await PrepareAsync(target, [], _request.Snapshot.Tree, include, 0, content, cancellationToken);
        if (!found)
            throw new ArchivistException(Failure.Usage, $"{_request.Include}: it is not in snapshot {_request.Snapshot.Id.Value.Short}")
            {
                Hint = "List what is there with 'archivist ls'.",
            };
        _progress?.Report(Totals);
        if (_delta is not null)
            await _delta.RunAsync(content, cancellationToken);
        await content.RunAsync(cancellationToken);
        foreach (var entry in _entries)
            Finish(target, entry);
        // Children come after their folder in the list, so backwards the deepest is first.
        for (var i = _folders.Count - 1; i >= 0; i--)
            Finish(target, _folders[i]);
        return new RestoreResult(Totals, _folders.Count, _others, _problems) { BytesKept = _delta?.BytesKept ?? 0 };
    }

    /// <summary>Makes folders, empty files and links; false when the included path was not met.</summary>
    private async Task<bool> PrepareAsync(
        Folder folder, byte[] path, BlobId tree, FileName[] include, int depth, ContentRestore content, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        var found = depth >= include.Length;
        foreach (var node in await ReadTreeAsync(tree, path, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (depth < include.Length && node.Name != include[depth])
                continue;
            if (!node.Name.IsSafe)
            {
                Add(new RestoreProblem("/" + new FileName(path) + "/" + node.Name, Failure.Tampering, "its name would leave its folder"));
                continue;
            }

            var entry = new RestoredEntry(path, node) { LinkedTo = FindLinked(node) };
            try
            {
                if (node.Type is NodeType.Directory)
                {
                    folder.MakeFolder(node.Name);
                    _folders.Add(entry);
                    using var subfolder = folder.Open(node.Name);
                    found |= node.Subtree is not { } subtree
                        || await PrepareAsync(subfolder, entry.Path, subtree, include, depth + 1, content, cancellationToken);
                }
                else
                {
                    found |= depth + 1 >= include.Length;
                    PrepareEntry(folder, entry, content);
                }
            }
            catch (NativeIOException cause)
            {
                OnProblem(entry, Failure.Failed, cause.Cause);
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<Node>> ReadTreeAsync(BlobId tree, byte[] path, CancellationToken cancellationToken)
    {
        try
        {
            return await _repository.ReadTreeAsync(tree, cancellationToken);
        }
        catch (ArchivistException cause) when (path.Length > 0 && cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            Add(new RestoreProblem("/" + new FileName(path), cause.Failure, cause.Message));
            return [];
        }
    }

    private void PrepareEntry(Folder folder, RestoredEntry entry, ContentRestore content)
    {
        var node = entry.Node;
        switch (node.Type)
        {
            case NodeType.File:
                _files++;
                _entries.Add(entry);
                if (entry.LinkedTo is not null)
                {
                    _filesDone++;
                    return;
                }

                if (_delta?.TryTake(folder, entry) is true)
                {
                    _bytes += (long)node.Size;
                    Remember(entry);
                    return;
                }

                using (var file = folder.CreateFile(node.Name))
                {
                    if (node.Size > 0)
                        RandomAccess.SetLength(file, (long)node.Size);
                }

                _bytes += (long)node.Size;
                Remember(entry);
                if (node.Content.Count == 0)
                    OnFileDone(entry);
                else
                    content.Want(entry);
                return;
            case NodeType.SymbolicLink:
                folder.MakeSymbolicLink(node.Name, node.LinkTarget ?? []);
                break;
            default:
                folder.MakeSpecial(node.Name, node.Type, node.Device);
                break;
        }

        _others++;
        _entries.Add(entry);
    }

    private RestoredEntry? FindLinked(Node node) =>
        node.Type is NodeType.File && node.Links > 1 && _linked.TryGetValue((node.DeviceId, node.Inode), out var first) ? first : null;

    private void Remember(RestoredEntry entry)
    {
        if (entry.Node.Links > 1)
            _linked.TryAdd((entry.Node.DeviceId, entry.Node.Inode), entry);
    }

    private void Finish(Folder target, RestoredEntry entry)
    {
        try
        {
            using var folder = target.OpenFolderBelow(entry.Folder);
            if (entry.IsBroken)
            {
                // Never under its own name: a file with holes must not pass for the one that was captured.
                folder.Rename(entry.Node.Name, new FileName([.. entry.Node.Name.Bytes, .. ".incomplete"u8]));
                return;
            }

            if (entry.LinkedTo is { } first)
            {
                using var firstFolder = target.OpenFolderBelow(first.Folder);
                folder.MakeHardLink(entry.Node.Name, firstFolder, first.Node.Name);
            }
            else
                RestoreMetadata(folder, entry);
        }
        catch (NativeIOException cause)
        {
            OnProblem(entry, Failure.Failed, cause.Cause);
        }
    }

    /// <summary>Owner first, for changing it clears bits of the mode; times last.</summary>
    private void RestoreMetadata(Folder folder, RestoredEntry entry)
    {
        var node = entry.Node;
        if (_isRoot)
            folder.SetOwner(node.Name, node.UserId, node.GroupId);
        if (node.Type is not NodeType.SymbolicLink)
            folder.SetPermissions(node.Name, node.Permissions);
        foreach (var attribute in node.ExtendedAttributes)
        {
            try
            {
                folder.SetAttribute(node.Name, attribute);
            }
            catch (NativeIOException cause)
            {
                OnProblem(entry, Failure.Failed, $"extended attribute {attribute.Name}: {cause.Cause}");
            }
        }

        folder.SetTimes(node.Name, node.AccessedAt, node.ModifiedAt);
    }

    private void OnFileDone(RestoredEntry entry)
    {
        Interlocked.Increment(ref _filesDone);
        _progress?.Report(Totals);
    }

    private void OnBytes(long bytes)
    {
        Interlocked.Add(ref _bytesDone, bytes);
        _progress?.Report(Totals);
    }

    private void OnProblem(RestoredEntry entry, Failure failure, string cause)
    {
        if (entry.Node.Type is NodeType.File && failure is not Failure.Failed)
        {
            if (entry.IsBroken)
                return;
            entry.IsBroken = true;
        }

        Add(new RestoreProblem(entry.ToString(), failure, cause));
    }

    private void Add(RestoreProblem problem)
    {
        lock (_problems)
            _problems.Add(problem);
    }
}
