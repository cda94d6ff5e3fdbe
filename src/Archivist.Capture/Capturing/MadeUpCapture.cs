using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>
/// Stores a directory that is on no disk. Nothing has its times: an entry whose content is that of the parent snapshot keeps the times that it has there, so that the same files
/// make the same tree.
/// </summary>
internal sealed class MadeUpCapture(IndexedRepository repository, RepositoryWriter writer, GoTime time)
{
    /// <summary>Refuses sources that have something in its place; null for nothing that needs one.</summary>
    /// <exception cref="ArchivistException"><see cref="MadeUpFolderTaken"/>: a source lies there or below, or the root is a source and has an entry of that name that is not excluded.</exception>
    internal static void RequireRoom(FileName? madeUp, SourceTree tree, IReadOnlyList<string> sources, Exclusion exclusion)
    {
        if (madeUp is not { } name)
            return;
        if (tree.Children.FirstOrDefault(child => child.Name == name) is { Child: { } taken })
            throw new ArchivistException(new MadeUpFolderTaken(taken.Path, sources.First(source => source == taken.Path || source.StartsWith(taken.Path + "/", StringComparison.Ordinal))));
        if (tree.IsSource && !exclusion.Covers([], name) && SourcePath.TryStatus("/" + name) is not null)
            throw new ArchivistException(new MadeUpFolderTaken("/" + name, "/"));
    }

    /// <summary>Stores it with all below, and returns its entry.</summary>
    /// <param name="folder">What to store.</param>
    /// <param name="parent">The root tree of the parent snapshot; null without one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<Node> StoreAsync(MadeUpFolder folder, BlobId? parent, CancellationToken cancellationToken)
    {
        var files = folder.Files.Select(file => (Path: file.Path.Split('/'), file.Content)).ToList();
        return await StoreFolderAsync(folder.Name, files, 0, await FindAsync(parent, folder.Name, cancellationToken), cancellationToken);
    }

    private async Task<Node> StoreFolderAsync(
        FileName name, IReadOnlyList<(string[] Path, ReadOnlyMemory<byte> Content)> files, int depth, Node? before, CancellationToken cancellationToken)
    {
        var children = new List<Node>();
        foreach (var entry in files.GroupBy(file => file.Path[depth], StringComparer.Ordinal))
        {
            var childName = FileName.Of(entry.Key);
            var known = await FindAsync(before?.Subtree, childName, cancellationToken);
            children.Add(entry.First().Path.Length == depth + 1
                ? await StoreFileAsync(childName, entry.Single().Content, known, cancellationToken)
                : await StoreFolderAsync(childName, [.. entry], depth + 1, known, cancellationToken));
        }

        return Known(before, NodeBuilder.BuildMadeUp(name, NodeType.Directory, time, [], 0) with { Subtree = await writer.AddTreeAsync(children, cancellationToken) });
    }

    private async Task<Node> StoreFileAsync(FileName name, ReadOnlyMemory<byte> bytes, Node? before, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(bytes.ToArray());
        var (content, length) = await StreamReading.ReadAsync(stream, writer, new FileChunker(repository), cancellationToken);
        return Known(before, NodeBuilder.BuildMadeUp(name, NodeType.File, time, content, length));
    }

    private static Node Known(Node? before, Node now) => before is not null && NodeBuilder.IsSameButTimes(before, now) && before.Content.SequenceEqual(now.Content) ? before : now;

    private async Task<Node?> FindAsync(BlobId? tree, FileName name, CancellationToken cancellationToken)
    {
        try
        {
            return tree is { } folder ? (await repository.ReadTreeAsync(folder, cancellationToken)).FirstOrDefault(node => node.Name == name) : null;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            // A damaged parent costs the old times, not the capture.
            return null;
        }
    }
}
