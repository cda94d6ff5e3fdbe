using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Opening;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist find</c></summary>
internal static class FindCommand
{
    private static readonly Argument<string[]> Sought = new("patterns") { Description = "Patterns of paths, whole paths with --versions, or ids.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Versions = new("--versions", "-V") { Description = "Show every version that a path has had." };
    private static readonly Option<bool> IgnoreCase = new("--ignore-case", "-i") { Description = "Large and small letters are the same." };
    private static readonly Option<bool> Long = new("--long", "-l") { Description = "Show permissions, owner, size and time." };
    private static readonly Option<string?> Oldest = new("--oldest", "-O") { Description = "Not modified before this time.", HelpName = "time" };
    private static readonly Option<string?> Newest = new("--newest", "-N") { Description = "Not modified after this time.", HelpName = "time" };
    private static readonly Option<string[]> Snapshots = new("--snapshot", "-s") { Description = "Look only into this snapshot; may be repeated.", HelpName = "id" };
    private static readonly Option<bool> Blob = new("--blob") { Description = "Look for files with these blobs." };
    private static readonly Option<bool> Tree = new("--tree") { Description = "Look for folders of these trees." };
    private static readonly Option<bool> Pack = new("--pack") { Description = "Look for what has something in these packs." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("find", "Find files in all snapshots.\n\nExample: archivist find --versions /home/alice/letter.odt")
        {
            Sought, Versions, IgnoreCase, Long, Oldest, Newest, Snapshots, Blob, Tree, Pack,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SoughtObject?[] kinds = [.. new[] { (Blob, SoughtObject.Blob), (Tree, SoughtObject.Tree), (Pack, SoughtObject.Pack) }
            .Where(pair => parsed.GetValue(pair.Item1)).Select(pair => (SoughtObject?)pair.Item2)];
        if (kinds.Length + (parsed.GetValue(Versions) ? 1 : 0) > 1)
            throw new ArchivistException(Failure.Usage, "--versions, --blob, --tree and --pack exclude each other") { Hint = "Give one of them." };
        var criterion = Criterion(parsed);
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await ChooseAsync(parsed, repository, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        if (parsed.GetValue(Versions))
            return await ShowVersionsAsync(parsed, indexed, snapshots, cancellationToken);
        return kinds is [{ } kind]
            ? await ShowObjectsAsync(parsed.Context().Output, new ObjectCriterion(indexed, kind, parsed.GetValue(Sought)!), indexed, snapshots, cancellationToken)
            : await ShowEntriesAsync(parsed, new SnapshotSearch(indexed, criterion), snapshots, cancellationToken);
    }

    private static PatternCriterion Criterion(ParseResult parsed) => new(
        PathPatterns.Parse(parsed.GetValue(Sought)!, parsed.GetValue(IgnoreCase)),
        parsed.GetValue(Oldest) is { } oldest ? Moment.Parse("--oldest", oldest) : null,
        parsed.GetValue(Newest) is { } newest ? Moment.Parse("--newest", newest) : null);

    private static async Task<IReadOnlyList<Snapshot>> ChooseAsync(ParseResult parsed, OpenRepository repository, CancellationToken cancellationToken)
    {
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var filter = Filter.Read(parsed);
        var named = parsed.GetValue(Snapshots) ?? [];
        await LatestWarning.TellAsync(parsed.Archive(), true, repository, snapshots, filter, named, cancellationToken);
        return named.Length > 0
            ? [.. named.Select(name => filter.Find(snapshots, name))]
            : [.. snapshots.Where(filter.Matches)];
    }

    private static async Task<int> ShowEntriesAsync(
        ParseResult parsed, SnapshotSearch search, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        foreach (var snapshot in snapshots)
        {
            var found = await search.SearchAsync(snapshot, cancellationToken);
            if (found.Count > 0)
                output.Line($"Snapshot {snapshot.Id.Value.Short} of {EntryLine.Time(snapshot.Time)}");
            foreach (var (entry, _) in found)
            {
                if (output.IsJson)
                    output.Show(EntryLine.Record(entry, snapshot.Id.ToString()), CliJson.Default.EntryRecord, _ => "");
                else
                    output.Line("  " + EntryLine.Text(entry, parsed.GetValue(Long)));
            }
        }

        return 0;
    }

    private static async Task<int> ShowObjectsAsync(
        Output output, ObjectCriterion criterion, IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var search = new SnapshotSearch(repository, criterion);
        foreach (var snapshot in snapshots)
        {
            var root = new FoundEntry(
                new TreeEntry([], new Node { Name = FileName.Of("/"), Type = NodeType.Directory, Subtree = snapshot.Tree }), snapshot.Tree);
            foreach (var (entry, tree) in (await search.SearchAsync(snapshot, cancellationToken)).Prepend(root))
            {
                foreach (var id in criterion.IdsIn(entry.Node))
                {
                    var isTree = entry.Node.Subtree == id;
                    var pack = isTree ? repository.FindTree(id) : repository.FindData(id)?.Pack;
                    output.Show(
                        new FoundObjectRecord(
                            "found_object", isTree ? "tree" : "blob", id.ToString(), entry.Path.Length == 0 ? "/" : entry.DisplayPath,
                            tree.ToString(), pack?.ToString(), snapshot.Id.ToString(), snapshot.Time.ToString()),
                        CliJson.Default.FoundObjectRecord,
                        record => $"{record.ObjectType} {record.Id}\n  {record.Path} in snapshot {snapshot.Id.Value.Short} of "
                            + $"{EntryLine.Time(snapshot.Time)}, pack {pack?.Value.Short ?? "unknown"}");
                }
            }
        }

        return 0;
    }

    private static async Task<int> ShowVersionsAsync(
        ParseResult parsed, IndexedRepository repository, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var history = new VersionHistory(repository);
        var found = 0;
        foreach (var path in parsed.GetValue(Sought)!)
        {
            var bytes = SnapshotTree.BytesOf(path);
            var versions = await history.FollowAsync(path, snapshots, cancellationToken);
            output.Line($"{DisplayPath.Of(bytes)}: {Quantity.Count(versions.Count(version => version.Node is not null), "version", "versions")}");
            if (versions.Count > 0)
                output.Line($"{"First taken",-19}  {"Snapshot",-8}  {"Times",5}  {"Size",12}  {"Modified",-19}  Changed");
            foreach (var version in versions)
            {
                output.Show(
                    VersionLine.Record(version, bytes), CliJson.Default.VersionRecord,
                    _ => VersionLine.Text(version, new TreeEntry(bytes, version.Node!)));
            }

            found += versions.Count;
        }

        if (found > 0)
            output.Note("Restore one with 'archivist restore SNAPSHOT --include PATH', or print it with 'archivist dump SNAPSHOT PATH'.");
        return found > 0 ? 0 : throw new ArchivistException(Failure.Usage, "none of these paths is in any snapshot")
        {
            Hint = "Give whole paths, such as /home/alice/letter.odt; find them with a pattern and without --versions.",
        };
    }
}
