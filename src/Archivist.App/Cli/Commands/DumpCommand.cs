using System.CommandLine;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist dump</c></summary>
internal static class DumpCommand
{
    private static readonly Argument<string> Snapshot = new("snapshot") { Description = ChosenSnapshot.Description };
    private static readonly Argument<string> Wanted = new("path") { Description = "A file, which is written as it is, or a folder, which becomes an archive; / for everything." };
    private static readonly Option<string?> Target = new("--target", "-t") { Description = "Write to this file instead of standard output.", HelpName = "file" };
    private static readonly Option<string> Archive = new Option<string>("--archive", "-a") { Description = "What a folder becomes: tar or zip.", HelpName = "format", DefaultValueFactory = _ => "tar" }
        .AcceptOnlyFromAmong("tar", "zip");
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("dump", "Write a file, or a folder as an archive, to standard output.\n\nExample: archivist dump latest /etc/fstab")
        {
            Snapshot, Wanted, Target, Archive, ForceOption.Force,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        parsed.Context().Output.IsContentOnly = parsed.GetValue(Target) is null;
        var kind = parsed.GetValue(Target) is { } named ? OutputPath.Require(named, parsed.GetValue(ForceOption.Force)) : OutputKind.Stream;
        if (kind is OutputKind.Disk)
            throw new ArchivistException(Failure.Usage, $"{parsed.GetValue(Target)}: is a disk") { Hint = "Name a file; 'archivist restore --target-device' writes the image of a disk to one." };
        var chosen = await ChosenSnapshot.FindAsync(parsed, repository, parsed.GetValue(Snapshot)!, Filter.Read(parsed), cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var root = await chosen.FindTreeAsync(indexed, cancellationToken);
        var path = SnapshotTree.BytesOf(parsed.GetValue(Wanted)!);
        var entry = path.Length == 0
            ? new TreeEntry([], new Node { Name = FileName.Of("/"), Type = NodeType.Directory, Subtree = root })
            : new TreeEntry(path, await SnapshotTree.FindAsync(indexed, root, parsed.GetValue(Wanted)!, cancellationToken) ?? throw new ArchivistException(
                Failure.Usage, $"{DisplayPath.Of(path)}: it is not in snapshot {chosen.Snapshot.Id.Value.Short}")
            {
                Hint = "List what is there with 'archivist ls'.",
            });
        if (entry.Node.Type is not (NodeType.File or NodeType.Directory))
            throw new ArchivistException(Failure.Usage, $"{entry.DisplayPath}: it is neither a file nor a folder")
            {
                Hint = "Dump the folder it is in, or restore it.",
            };
        var leftOut = parsed.GetValue(Target) is { } target
            ? await WriteToAsync(target, kind, parsed.GetValue(ForceOption.Force), output => WriteAsync(indexed, entry, parsed.GetValue(Archive)!, output, cancellationToken), cancellationToken)
            : await WriteToStandardOutputAsync(output => WriteAsync(indexed, entry, parsed.GetValue(Archive)!, output, cancellationToken), cancellationToken);
        foreach (var left in leftOut)
            parsed.Context().Output.Warn($"{left} was left out: the archive cannot hold its type");
        return 0;
    }

    private static async Task<IReadOnlyList<string>> WriteAsync(
        IndexedRepository repository, TreeEntry entry, string format, Stream output, CancellationToken cancellationToken)
    {
        var dump = new SnapshotDump(repository);
        if (entry.Node.Subtree is { } tree)
        {
            return format == "zip"
                ? await dump.WriteZipAsync(tree, entry.Path, output, cancellationToken)
                : await dump.WriteTarAsync(tree, entry.Path, output, cancellationToken);
        }

        await dump.WriteFileAsync(entry, output, cancellationToken);
        return [];
    }

    private static async Task<IReadOnlyList<string>> WriteToStandardOutputAsync(
        Func<Stream, Task<IReadOnlyList<string>>> write, CancellationToken cancellationToken)
    {
        await using var output = new BufferedStream(StandardStreams.OpenOutput(), 1 << 18);
        var leftOut = await write(output);
        await output.FlushAsync(cancellationToken);
        return leftOut;
    }

    /// <summary>Only what is whole gets the name. A pipe or a device that is there is written to as it is.</summary>
    private static async Task<IReadOnlyList<string>> WriteToAsync(string target, OutputKind kind, bool mayReplace, Func<Stream, Task<IReadOnlyList<string>>> write, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> leftOut;
        if (kind is OutputKind.Stream)
        {
            await using var device = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1 << 18);
            leftOut = await write(device);
            await device.FlushAsync(cancellationToken);
            return leftOut;
        }

        try
        {
            await using var file = NewFile.Create(Path.GetFullPath(target));
            // Not disposed, for the file is to be made durable first.
            var output = new BufferedStream(file.Stream, 1 << 18);
            leftOut = await write(output);
            await output.FlushAsync(cancellationToken);
            if (mayReplace)
                file.PublishOver();
            else
                file.Publish();
            return leftOut;
        }
        catch (IOException cause) when (KernelError.IsNoSpace(cause))
        {
            throw new ArchivistException(Failure.NoSpace, $"no space left for {target}; {new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(target))!).AvailableFreeSpace} bytes are free beside it", cause)
            {
                Hint = "Make room or write it elsewhere; nothing was left under that name.",
            };
        }
    }
}
