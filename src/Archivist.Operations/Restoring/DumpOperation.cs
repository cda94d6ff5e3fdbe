using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore;

namespace Archivist.Operations.Restoring;

/// <summary>Writes the content of a file, or a directory as an archive.</summary>
public sealed class DumpOperation(OperationEnvironment environment) : Operation<DumpRequest, DumpResult>(environment)
{
    private const int BufferSize = 1 << 18;

    private protected override async Task<DumpResult> RunAsync(DumpRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var kind = request.Target is DumpTarget.File(var path, var mayReplace) ? Require(path, mayReplace) : OutputKind.Stream;
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var chosen = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var entry = await FindAsync(indexed, chosen, request.Path, cancellationToken);
        return new DumpResult(request.Target switch
        {
            DumpTarget.File file => await WriteToAsync(file, kind, WriteAsync, cancellationToken),
            DumpTarget.Output output => await WriteToAsync(output, WriteAsync, cancellationToken),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

        Task<IReadOnlyList<string>> WriteAsync(Stream output) => DumpOperation.WriteAsync(indexed, entry, request.Format, output, cancellationToken);
    }

    private static OutputKind Require(string path, bool mayReplace) => OutputPath.Require(path, mayReplace) is var kind and not OutputKind.Disk
        ? kind
        : throw new ArchivistException(new DumpTargetIsDisk(path));

    private static async Task<TreeEntry> FindAsync(IndexedRepository repository, ChosenSnapshot chosen, string wanted, CancellationToken cancellationToken)
    {
        var root = await chosen.FindTreeAsync(repository, cancellationToken);
        var path = SnapshotTree.BytesOf(wanted);
        var entry = path.Length == 0
            ? new TreeEntry([], new Node { Name = FileName.Of("/"), Type = NodeType.Directory, Subtree = root })
            : new TreeEntry(path, await SnapshotTree.FindAsync(repository, root, wanted, cancellationToken) ?? throw new ArchivistException(
                new PathNotInSnapshot(DisplayPath.Of(path), chosen.Snapshot.Id)));
        return entry.Node.Type is NodeType.File or NodeType.Directory ? entry : throw new ArchivistException(new EntryNotDumpable(entry.DisplayPath));
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(
        IndexedRepository repository, TreeEntry entry, DumpFormat format, Stream output, CancellationToken cancellationToken)
    {
        var dump = new SnapshotDump(repository);
        if (entry.Node.Subtree is { } tree)
        {
            return format is DumpFormat.Zip
                ? await dump.WriteZipAsync(tree, entry.Path, output, cancellationToken)
                : await dump.WriteTarAsync(tree, entry.Path, output, cancellationToken);
        }

        await dump.WriteFileAsync(entry, output, cancellationToken);
        return [];
    }

    private static async Task<IReadOnlyList<string>> WriteToAsync(
        DumpTarget.Output target, Func<Stream, Task<IReadOnlyList<string>>> write, CancellationToken cancellationToken)
    {
        await using var output = new BufferedStream(target.Open(), BufferSize);
        var leftOut = await write(output);
        await output.FlushAsync(cancellationToken);
        return leftOut;
    }

    /// <summary>Only what is whole gets the name. A pipe or a device that exists is written to as it is.</summary>
    private static async Task<IReadOnlyList<string>> WriteToAsync(
        DumpTarget.File target, OutputKind kind, Func<Stream, Task<IReadOnlyList<string>>> write, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> leftOut;
        if (kind is OutputKind.Stream)
        {
            await using var device = new FileStream(target.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);
            leftOut = await write(device);
            await device.FlushAsync(cancellationToken);
            return leftOut;
        }

        try
        {
            await using var file = NewFile.Create(Path.GetFullPath(target.Path));
            // Not disposed, for the file is to be made durable first.
            var output = new BufferedStream(file.Stream, BufferSize);
            leftOut = await write(output);
            await output.FlushAsync(cancellationToken);
            if (target.MayReplace)
                file.PublishOver();
            else
                file.Publish();
            return leftOut;
        }
        catch (IOException cause) when (KernelError.IsNoSpace(cause))
        {
            var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(target.Path))!).AvailableFreeSpace;
            throw new ArchivistException(new NoSpaceForDump(target.Path, free), cause);
        }
    }
}
