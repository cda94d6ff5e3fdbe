using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Restore.Reading;

namespace Archivist.Restore.Mounting;

/// <summary>
/// Answers the kernel's requests about snapshots. Independent of the transport, so that tests can call it directly.
/// Thread-safe.
/// </summary>
internal sealed partial class SnapshotFileSystem
{
    private const long FolderCacheBytes = 64L << 20;

    private readonly EntryTable _entries;
    private readonly BlobCache _blobs;
    private readonly RecentlyUsed<BlobId, MountFolder> _folders = new(FolderCacheBytes, folder => folder.Weight + 1000);
    private readonly ConcurrentDictionary<ulong, MountedFile> _files = new();
    private readonly ConcurrentDictionary<ulong, MountFolder> _openFolders = new();
    private readonly MountedSnapshots _snapshots;
    private long _lastHandle;

    internal SnapshotFileSystem(IndexedRepository repository, MountedSnapshots snapshots, long cacheBytes)
    {
        _snapshots = snapshots;
        _blobs = new BlobCache(repository, cacheBytes);
        var root = new Node
        {
            Name = FileName.Of("/"),
            Type = NodeType.Directory,
            Permissions = 0x16D,
            ModifiedAt = snapshots.MountedAt,
            AccessedAt = snapshots.MountedAt,
            ChangedAt = snapshots.MountedAt,
            UserId = snapshots.Who.UserId,
            GroupId = snapshots.Who.GroupId,
        };
        _entries = new EntryTable(new MountItem(root, snapshots.Known));
    }

    /// <summary>Receives damage, with the path below the mount point.</summary>
    internal Action<string, Cause>? OnDamage { get; init; }

    /// <summary>Entries that the kernel knows.</summary>
    internal int KnownEntries => _entries.Count;

    /// <summary>The answer to one request that wants one. The caller disposes it.</summary>
    internal async Task<FuseReply> AnswerAsync(uint operation, ulong id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var reply = new FuseReply(CapacityFor(operation, body.Span));
        var entry = _entries.Find(id);
        if (entry is null && operation is not (FuseProtocol.Release or FuseProtocol.ReleaseFolder or FuseProtocol.StatFileSystem))
        {
            reply.Fail(FuseProtocol.Stale);
            return reply;
        }

        try
        {
            await AnswerAsync(operation, entry ?? _entries.Root, body, reply, cancellationToken);
        }
        catch (Exception cause) when (cause is IOException or ArchivistException)
        {
            OnDamage?.Invoke(entry?.ToString() ?? "/", Cause.Of(cause));
            reply.Fail(FuseProtocol.InputOutput);
        }
        catch (OperationCanceledException)
        {
            reply.Fail(FuseProtocol.Interrupted);
        }

        return reply;
    }

    /// <summary>FORGET: drops a number of references to one entry.</summary>
    internal void Forget(ulong id, ulong times) => _entries.Forget(id, times);

    private static int CapacityFor(uint operation, ReadOnlySpan<byte> body) => operation switch
    {
        FuseProtocol.Read or FuseProtocol.ReadFolder or FuseProtocol.ReadFolderPlus when body.Length >= 20 =>
            (int)Math.Min(MemoryMarshal.Read<uint>(body[16..]), FuseProtocol.LargestRead),
        FuseProtocol.GetExtendedAttribute or FuseProtocol.ListExtendedAttributes => 128 * 1024,
        FuseProtocol.ReadLink => 64 * 1024,
        _ => 256,
    };

    private async Task AnswerAsync(uint operation, MountedEntry entry, ReadOnlyMemory<byte> body, FuseReply reply, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case FuseProtocol.Lookup:
                await LookupAsync(entry, body, reply, cancellationToken);
                break;
            case FuseProtocol.GetAttributes:
                reply.Number(3600UL).Number(0U).Number(0U).Attributes(entry);
                break;
            case FuseProtocol.ReadLink when entry.Node.Type is NodeType.SymbolicLink:
                reply.Bytes(entry.Node.LinkTarget.AsSpan()[..Math.Min(entry.Node.LinkTarget?.Length ?? 0, reply.Room)]);
                break;
            case FuseProtocol.Open:
                OpenFile(entry, body.Span, reply);
                break;
            case FuseProtocol.OpenFolder:
                await OpenFolderAsync(entry, reply, cancellationToken);
                break;
            case FuseProtocol.Read when body.Length >= 20:
                await ReadAsync(entry, body, reply, cancellationToken);
                break;
            case FuseProtocol.ReadFolder or FuseProtocol.ReadFolderPlus when body.Length >= 20:
                await ListAsync(entry, operation is FuseProtocol.ReadFolderPlus, body, reply, cancellationToken);
                break;
            case FuseProtocol.Seek when body.Length >= 20:
                await SeekAsync(body, reply, cancellationToken);
                break;
            case FuseProtocol.GetExtendedAttribute when body.Length >= 8:
                GetAttribute(entry.Node, body.Span, reply);
                break;
            case FuseProtocol.ListExtendedAttributes when body.Length >= 8:
                ListAttributes(entry.Node, body.Span, reply);
                break;
            case FuseProtocol.StatFileSystem:
                // struct fuse_kstatfs: nothing is free, and names have at most 255 bytes.
                reply.Zeros(40).Number(4096U).Number(255U).Number(4096U).Zeros(28);
                break;
            case FuseProtocol.Release when body.Length >= 8:
                _files.TryRemove(MemoryMarshal.Read<ulong>(body.Span), out _);
                break;
            case FuseProtocol.ReleaseFolder when body.Length >= 8:
                _openFolders.TryRemove(MemoryMarshal.Read<ulong>(body.Span), out _);
                break;
            case FuseProtocol.ReleaseFolder or FuseProtocol.Flush or FuseProtocol.Destroy:
                break;
            default:
                reply.Fail(FuseProtocol.NotImplemented);
                break;
        }
    }

    private async Task LookupAsync(MountedEntry folder, ReadOnlyMemory<byte> body, FuseReply reply, CancellationToken cancellationToken)
    {
        var name = new FileName(body.Span[..Math.Max(0, body.Span.IndexOf((byte)0))].ToArray());
        if (await FolderAsync(folder, cancellationToken) is not { } entries)
            reply.Fail(FuseProtocol.NotDirectory);
        else if (entries.Find(name) is { } item)
            reply.Entry(_entries.Announce(folder, item), ValidIn(folder));
        else
            // An entry with number 0 is remembered as missing, which spares the next question.
            reply.Number(0UL).Number(0UL).Number(ValidIn(folder)).Zeros(FuseProtocol.EntrySize - 24);
    }

    private void OpenFile(MountedEntry entry, ReadOnlySpan<byte> body, FuseReply reply)
    {
        const uint AccessMask = 3;
        if (body.Length >= 4 && (MemoryMarshal.Read<uint>(body) & AccessMask) != 0)
        {
            reply.Fail(FuseProtocol.ReadOnly);
            return;
        }

        var handle = (ulong)Interlocked.Increment(ref _lastHandle);
        _files[handle] = new MountedFile(StoredFile.Open(_blobs, entry.Node));
        reply.Number(handle).Number(FuseProtocol.KeepCache).Number(0U);
    }

    /// <summary>struct fuse_read_in: handle, offset, size.</summary>
    private async Task ReadAsync(MountedEntry entry, ReadOnlyMemory<byte> body, FuseReply reply, CancellationToken cancellationToken)
    {
        if (!_files.TryGetValue(MemoryMarshal.Read<ulong>(body.Span), out var file))
        {
            reply.Fail(FuseProtocol.Stale);
            return;
        }

        var offset = MemoryMarshal.Read<long>(body.Span[8..]);
        if (offset < 0)
        {
            reply.Fail(FuseProtocol.Invalid);
            return;
        }

        // The kernel relies on the size that the snapshot states; pieces of another total length are damage.
        if ((ulong)file.File.Length != entry.Node.Size)
            throw new IOException($"its pieces make {file.File.Length} bytes, not {entry.Node.Size}");
        var length = (int)Math.Clamp(file.File.Length - offset, 0, reply.Room);
        await file.ReadAsync(offset, reply.Fill(length), cancellationToken);
    }

    /// <summary>struct fuse_lseek_in: handle, offset, whence; only data and holes come here.</summary>
    private async Task SeekAsync(ReadOnlyMemory<byte> body, FuseReply reply, CancellationToken cancellationToken)
    {
        const uint ToData = 3, ToHole = 4;
        var whence = MemoryMarshal.Read<uint>(body.Span[16..]);
        var offset = MemoryMarshal.Read<long>(body.Span[8..]);
        if (!_files.TryGetValue(MemoryMarshal.Read<ulong>(body.Span), out var file))
        {
            reply.Fail(FuseProtocol.Stale);
            return;
        }

        if (whence is not (ToData or ToHole))
        {
            reply.Fail(FuseProtocol.Invalid);
            return;
        }

        if (offset < 0 || offset >= file.File.Length)
        {
            reply.Fail(FuseProtocol.NoSuchRange);
            return;
        }

        var run = await file.File.FindRunAsync(offset, cancellationToken);
        var found = run.IsZero == (whence == ToHole) ? offset : run.End;
        if (found >= file.File.Length && whence == ToData)
            reply.Fail(FuseProtocol.NoSuchRange);
        else
            reply.Number((ulong)found);
    }

    private static void GetAttribute(Node node, ReadOnlySpan<byte> body, FuseReply reply)
    {
        var name = body[8..];
        name = name[..Math.Max(0, name.IndexOf((byte)0))];
        foreach (var attribute in node.ExtendedAttributes)
        {
            if (name.SequenceEqual(Encoding.UTF8.GetBytes(attribute.Name)))
            {
                Sized(attribute.Value, MemoryMarshal.Read<uint>(body), reply);
                return;
            }
        }

        reply.Fail(FuseProtocol.NoAttribute);
    }

    private static void ListAttributes(Node node, ReadOnlySpan<byte> body, FuseReply reply) =>
        Sized(Encoding.UTF8.GetBytes(string.Concat(node.ExtendedAttributes.Select(attribute => attribute.Name + '\0'))), MemoryMarshal.Read<uint>(body), reply);

    /// <summary>For a buffer of length zero, only the length is returned.</summary>
    private static void Sized(byte[] value, uint room, FuseReply reply)
    {
        if (room == 0)
            reply.Number((uint)value.Length).Number(0U);
        else if (value.Length > room || value.Length > reply.Room)
            reply.Fail(FuseProtocol.OutOfRange);
        else
            reply.Bytes(value);
    }
}
