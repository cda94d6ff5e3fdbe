using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Walking;
using Archivist.Restore.Dumping;
using Archivist.Restore.Problems;

namespace Archivist.Restore;

/// <summary>Writes files and directories of snapshots to streams. A file that cannot be read completely ends the dump with a failure.</summary>
public sealed class SnapshotDump(IndexedRepository repository)
{
    /// <summary>Writes the content of one file.</summary>
    public async Task WriteFileAsync(TreeEntry file, Stream output, CancellationToken cancellationToken)
    {
        FileContents.LengthOf(repository, file);
        await FileContents.CopyAsync(repository, file.Node, output, cancellationToken);
    }

    /// <summary>
    /// Writes a directory and everything below as a tar archive. Sockets and entries of unknown types, for which tar has no form, are left out and returned.
    /// </summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Tampering"/>: an entry would lead out of the directory in which the archive is unpacked (<see cref="ArchiveEntryUnsafe"/>), or is damaged.
    /// </exception>
    public async Task<IReadOnlyList<string>> WriteTarAsync(
        BlobId tree, byte[] path, Stream output, CancellationToken cancellationToken)
    {
        var leftOut = new List<string>();
        var linked = new Dictionary<(ulong, ulong), byte[]>();
        var tar = new TarWriting(output);
        await foreach (var entry in ListSafeAsync(tree, path, cancellationToken))
        {
            var node = entry.Node;
            if (node.Type is NodeType.Socket || !node.IsRestorable)
            {
                leftOut.Add(entry.DisplayPath);
                continue;
            }

            byte[] name = node.Type is NodeType.Directory ? [.. entry.Path[1..], (byte)'/'] : entry.Path[1..];
            var first = node.Type is NodeType.File && node.Links > 1 ? linked.GetValueOrDefault((node.DeviceId, node.Inode)) : null;
            var length = node.Type is NodeType.File && first is null ? FileContents.LengthOf(repository, entry) : 0;
            await tar.WriteHeaderAsync(name, node, length, first, cancellationToken);
            if (node.Type is not NodeType.File || first is not null)
                continue;
            if (node.Links > 1)
                linked[(node.DeviceId, node.Inode)] = name;
            await FileContents.CopyAsync(repository, node, output, cancellationToken);
            await tar.PadAsync(length, cancellationToken);
        }

        await tar.EndAsync(cancellationToken);
        return leftOut;
    }

    /// <summary>
    /// Writes a directory and everything below as a zip archive. Devices, pipes, sockets and entries of unknown types, for which zip has no form, are left out and
    /// returned.
    /// </summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Tampering"/>: an entry would lead out of the directory in which the archive is unpacked (<see cref="ArchiveEntryUnsafe"/>), or is damaged.
    /// </exception>
    public async Task<IReadOnlyList<string>> WriteZipAsync(
        BlobId tree, byte[] path, Stream output, CancellationToken cancellationToken)
    {
        var leftOut = new List<string>();
        await using var zip = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await foreach (var entry in ListSafeAsync(tree, path, cancellationToken))
        {
            var node = entry.Node;
            if (node.Type is not (NodeType.File or NodeType.Directory or NodeType.SymbolicLink))
            {
                leftOut.Add(entry.DisplayPath);
                continue;
            }

            var name = Encoding.UTF8.GetString(entry.Path.AsSpan(1));
            var packed = zip.CreateEntry(node.Type is NodeType.Directory ? name + "/" : name);
            var time = node.ModifiedAt.ToDateTimeOffset();
            // The largest values that a zip archive can express.
            packed.LastWriteTime = time.Year is >= 1980 and <= 2107 ? time : new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            packed.ExternalAttributes = (node.Permissions | TypeBits(node.Type)) << 16;
            if (node.Type is NodeType.Directory)
                continue;
            await using var content = await packed.OpenAsync(cancellationToken);
            if (node.Type is NodeType.SymbolicLink)
                await content.WriteAsync(node.LinkTarget ?? [], cancellationToken);
            else
            {
                FileContents.LengthOf(repository, entry);
                await FileContents.CopyAsync(repository, node, content, cancellationToken);
            }
        }

        return leftOut;
    }

    /// <summary>
    /// Names that would lead out of the directory in which the archive is unpacked are <see cref="Failure.Tampering"/>, and so is a directory with the name
    /// of a link, because entries below it would be written where the link points.
    /// </summary>
    private async IAsyncEnumerable<TreeEntry> ListSafeAsync(
        BlobId tree, byte[] path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var links = new HashSet<Digest>();
        await foreach (var entry in SnapshotTree.ListAsync(repository, tree, path, cancellationToken))
        {
            var isLink = entry.Node.Type is NodeType.SymbolicLink;
            if (isLink)
                links.Add(Digest.Of(entry.Path));
            if (!entry.Node.Name.IsSafe || (!isLink && links.Count > 0 && links.Contains(Digest.Of(entry.Path))))
                throw new ArchivistException(new ArchiveEntryUnsafe(entry.DisplayPath));
            yield return entry;
        }
    }

    private static int TypeBits(NodeType type) => type switch
    {
        NodeType.Directory => 0x4000,
        NodeType.SymbolicLink => 0xA000,
        _ => 0x8000,
    };
}
