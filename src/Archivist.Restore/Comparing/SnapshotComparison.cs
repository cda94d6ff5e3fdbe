using System.Buffers;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Microsoft.Win32.SafeHandles;

namespace Archivist.Restore.Comparing;

/// <summary>
/// Compares a directory with a snapshot: names, types, every byte of content, permissions, owners, modification times to the
/// nanosecond, extended attributes, link targets and hard links. Reads only the directory and the trees. One instance serves one run.
/// </summary>
public sealed class SnapshotComparison(IndexedRepository repository)
{
    private readonly List<TreeDifference> _differences = [];
    private readonly Dictionary<(ulong, ulong), ulong> _linkedInodes = [];
    private readonly bool _isRoot = OperatingSystem.IsLinux() && Libc.GetEffectiveUserId() == 0;
    private readonly Dictionary<long, Digest> _zeros = [];
    private long _entries, _files, _bytes;

    /// <summary>Compares the content of the directory <paramref name="folder"/> with the whole of <paramref name="snapshot"/>.</summary>
    public Task<ComparisonResult> RunAsync(Snapshot snapshot, string folder, CancellationToken cancellationToken) =>
        RunAsync(snapshot.Tree, folder, cancellationToken);

    /// <summary>Compares the content of the directory <paramref name="folder"/> with one directory of a snapshot.</summary>
    public async Task<ComparisonResult> RunAsync(BlobId tree, string folder, CancellationToken cancellationToken)
    {
        using var root = Folder.OpenPath(folder);
        await CompareFolderAsync(root, "", tree, 0, cancellationToken);
        return new ComparisonResult(_entries, _files, _bytes, _differences);
    }

    private async Task CompareFolderAsync(Folder folder, string path, BlobId tree, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        var present = folder.List().ToHashSet();
        foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entryPath = path + "/" + node.Name;
            if (node.ForeignType is { } type)
            {
                // No restore can have brought it back.
                if (present.Remove(node.Name))
                    Differ(entryPath, new EntryDifference.ForeignType(type));
                continue;
            }

            _entries++;
            if (!present.Remove(node.Name))
            {
                Differ(entryPath, new EntryDifference.Missing());
                continue;
            }

            try
            {
                await CompareEntryAsync(folder, entryPath, node, depth, cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or ArchivistException { Problem: AttributesLost })
            {
                Differ(entryPath, new EntryDifference.Unreadable(Cause.Of(cause)));
            }
        }

        foreach (var extra in present)
            Differ(path + "/" + extra, new EntryDifference.Extra());
    }

    private async Task CompareEntryAsync(Folder folder, string path, Node node, int depth, CancellationToken cancellationToken)
    {
        var status = folder.StatusOf(node.Name);
        if (status.Type != node.Type)
        {
            Differ(path, new EntryDifference.OtherType(status.Type, node.Type));
            return;
        }

        CompareMetadata(path, node, status, folder.AttributesOf(node.Name));
        switch (node.Type)
        {
            case NodeType.Directory when path.Length > WalkLimit.LongestPath:
                Differ(path, new EntryDifference.TooDeep());
                break;
            case NodeType.Directory when node.Subtree is { } subtree:
                using (var subfolder = folder.Open(node.Name))
                    await CompareFolderAsync(subfolder, path, subtree, depth + 1, cancellationToken);
                break;
            case NodeType.File:
                CompareHardLinks(path, node, status);
                using (var file = folder.OpenFile(node.Name))
                    CompareContent(path, node, status, file, cancellationToken);
                break;
            case NodeType.SymbolicLink:
                if (!folder.ReadLink(node.Name).AsSpan().SequenceEqual(node.LinkTarget))
                    Differ(path, new EntryDifference.OtherTarget());
                break;
            case NodeType.BlockDevice or NodeType.CharacterDevice:
                if (status.Device != node.Device)
                    Differ(path, new EntryDifference.OtherDevice());
                break;
        }
    }

    private void CompareMetadata(string path, Node node, FileStatus status, IReadOnlyList<ExtendedAttribute> attributes)
    {
        // A restore by an ordinary user takes set-id bits away with the owner.
        var permissions = status.UserId == node.UserId && status.GroupId == node.GroupId ? node.Permissions : node.Permissions & ~FileStatus.SetIdBits;
        if (node.Type is not NodeType.SymbolicLink && status.Permissions != permissions)
            Differ(path, new EntryDifference.OtherMode(status.Permissions, node.Permissions));
        if (_isRoot && (status.UserId != node.UserId || status.GroupId != node.GroupId))
            Differ(path, new EntryDifference.OtherOwner(status.UserId, status.GroupId, node.UserId, node.GroupId));
        if (!status.ModifiedAt.IsSameMoment(node.ModifiedAt))
            Differ(path, new EntryDifference.OtherTime(status.ModifiedAt, node.ModifiedAt));
        if (!NodeChanges.HasSameAttributes(attributes, node.ExtendedAttributes))
            Differ(path, new EntryDifference.OtherAttributes());
    }

    private void CompareHardLinks(string path, Node node, FileStatus status)
    {
        if (node.Links > 1 && !_linkedInodes.TryAdd((node.DeviceId, node.Inode), status.Inode)
            && _linkedInodes[(node.DeviceId, node.Inode)] != status.Inode)
            Differ(path, new EntryDifference.HardLinkBroken());
    }

    private void CompareContent(string path, Node node, FileStatus status, SafeFileHandle file, CancellationToken cancellationToken)
    {
        _files++;
        if (status.Size != (long)node.Size)
        {
            Differ(path, new EntryDifference.OtherLength(status.Size, node.Size));
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(FileChunker.MaximumSize);
        try
        {
            long offset = 0;
            foreach (var blob in node.Content)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (repository.FindDataLength(blob) is not { } length || length > buffer.Length)
                {
                    Differ(path, new EntryDifference.BlobMissing(blob));
                    return;
                }

                var piece = buffer.AsSpan(0, (int)length);
                // A hole is known to be zeros without reading it.
                var isHole = status.IsSparse && (Folder.FindContent(file, offset) ?? long.MaxValue) >= offset + length;
                if (isHole ? ZerosOf(length) != blob.Value : !Fill(file, piece, offset) || Digest.Of(piece) != blob.Value)
                {
                    Differ(path, new EntryDifference.OtherContent(offset, offset + length));
                    return;
                }

                offset += length;
                _bytes += length;
            }

            if (offset != status.Size)
                Differ(path, new EntryDifference.LengthContradicted(status.Size, offset));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Fill(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0)
                return false;
            destination = destination[read..];
            offset += read;
        }

        return true;
    }

    private Digest ZerosOf(long length)
    {
        if (!_zeros.TryGetValue(length, out var digest))
            _zeros.Add(length, digest = Digest.Of(new byte[length]));
        return digest;
    }

    private void Differ(string path, EntryDifference difference) => _differences.Add(new TreeDifference(path, difference));
}
