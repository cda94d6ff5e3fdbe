using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ls</c></summary>
internal static class LsCommand
{
    private const string EverySnapshot = "all";

    private static readonly Argument<string> Snapshot = new("snapshot")
    {
        Description = ChosenSnapshot.Description + " 'all' lists every state that PATH has had, each once.",
    };

    private static readonly Argument<string?> Below = new("path") { Description = "List only what lies at or below this path.", DefaultValueFactory = _ => null };
    private static readonly Option<bool> Long = new("--long", "-l") { Description = "Show permissions, owner, size and time." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("ls", "List the files of a snapshot.\n\nExample: archivist ls latest /home/alice --long") { Snapshot, Below, Long };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var below = parsed.GetValue(Below) ?? "";
        var isLong = parsed.GetValue(Long);
        if (parsed.GetValue(Snapshot) == EverySnapshot)
            return await ListStatesAsync(parsed.Context().Output, indexed, below, snapshots.Where(Filter.Read(parsed).Matches), isLong, cancellationToken);
        var chosen = ChosenSnapshot.Find(snapshots, parsed.GetValue(Snapshot)!, Filter.Read(parsed));
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, snapshots, Filter.Read(parsed), [parsed.GetValue(Snapshot)!], cancellationToken);
        var tree = await chosen.FindTreeAsync(indexed, cancellationToken);
        var path = SnapshotTree.BytesOf(below);
        if (path.Length > 0)
        {
            var top = await SnapshotTree.FindAsync(indexed, tree, below, cancellationToken) ?? throw new ArchivistException(
                Failure.Usage, $"{DisplayPath.Of(path)}: it is not in snapshot {chosen.Snapshot.Id.Value.Short}")
            {
                Hint = "List the whole snapshot with 'archivist ls'.",
            };
            Show(output, new TreeEntry(path, top), isLong, null);
            if (top.Subtree is not { } subtree)
                return 0;
            tree = subtree;
        }

        await foreach (var entry in SnapshotTree.ListAsync(indexed, tree, path, cancellationToken))
            Show(output, entry, isLong, null);
        return 0;
    }

    private static async Task<int> ListStatesAsync(
        Output output, IndexedRepository repository, string below, IEnumerable<Snapshot> snapshots, bool isLong, CancellationToken cancellationToken)
    {
        var path = SnapshotTree.BytesOf(below);
        if (path.Length == 0)
            throw new ArchivistException(Failure.Usage, "ls all: no path is named") { Hint = "Name a file or a folder, such as 'archivist ls all /etc'." };
        var versions = await new VersionHistory(repository).FollowAsync(below, snapshots, cancellationToken);
        var shown = new Dictionary<BlobId, Snapshot>();
        foreach (var version in versions)
        {
            output.Line(VersionLine.Heading(version));
            if (version.Node is not { } node)
                continue;
            var id = version.First.Id.ToString();
            Show(output, new TreeEntry(path, node), isLong, id);
            if (node.Subtree is not { } subtree)
                continue;
            if (!shown.TryAdd(subtree, version.First))
            {
                output.Line($"  its entries are those of snapshot {shown[subtree].Id.Value.Short}");
                continue;
            }

            await foreach (var entry in SnapshotTree.ListAsync(repository, subtree, path, cancellationToken))
                Show(output, entry, isLong, id);
        }

        return versions.Count > 0 ? 0 : throw new ArchivistException(Failure.Usage, $"{DisplayPath.Of(path)}: it is in no snapshot")
        {
            Hint = "Look for it with 'archivist find'.",
        };
    }

    private static void Show(Output output, TreeEntry entry, bool isLong, string? snapshotId)
    {
        if (output.IsJson)
            output.Show(EntryLine.Record(entry, snapshotId), CliJson.Default.EntryRecord, _ => "");
        else
            output.Line(EntryLine.Text(entry, isLong));
    }
}
