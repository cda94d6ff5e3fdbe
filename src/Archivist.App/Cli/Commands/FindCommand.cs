using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Patterns;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist find</c></summary>
internal static class FindCommand
{
    private static readonly Argument<string[]> Sought = new("patterns") { Description = "Path patterns; whole paths with --versions; or IDs.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Versions = new("--versions", "-V") { Description = "Show every version of a path." };
    private static readonly Option<bool> IgnoreCase = new("--ignore-case", "-i") { Description = "Match case-insensitively." };
    private static readonly Option<bool> Long = new("--long", "-l") { Description = "Show permissions, owner, size and time." };
    private static readonly Option<string?> Oldest = new("--oldest", "-O") { Description = "Modified at or after this time.", HelpName = "time" };
    private static readonly Option<string?> Newest = new("--newest", "-N") { Description = "Modified at or before this time.", HelpName = "time" };
    private static readonly Option<string[]> Snapshots = new("--snapshot", "-s") { Description = "Search only this snapshot (repeatable).", HelpName = "id" };
    private static readonly Option<bool> Blob = new("--blob") { Description = "Find files that contain these blobs." };
    private static readonly Option<bool> Tree = new("--tree") { Description = "Find directories with these trees." };
    private static readonly Option<bool> Pack = new("--pack") { Description = "Find files and directories with data in these packs." };
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

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SoughtObject?[] kinds = [.. new[] { (Blob, SoughtObject.Blob), (Tree, SoughtObject.Tree), (Pack, SoughtObject.Pack) }
            .Where(pair => parsed.GetValue(pair.Item1)).Select(pair => (SoughtObject?)pair.Item2)];
        if (kinds.Length + (parsed.GetValue(Versions) ? 1 : 0) > 1)
            throw CommandLineProblem.Usage("--versions, --blob, --tree and --pack are mutually exclusive", "Give one of them.");
        return parsed.GetValue(Versions) ? FindVersionsAsync(parsed, cancellationToken)
            : kinds is [{ } kind] ? FindObjectsAsync(parsed, kind, cancellationToken)
            : FindEntriesAsync(parsed, cancellationToken);
    }

    private static async Task<int> FindEntriesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output, isLong) = (parsed.Context(), parsed.Context().Output, parsed.GetValue(Long));
        Snapshot? last = null;
        var request = new FindEntriesRequest
        {
            Archive = parsed.Access(),
            Patterns = PathPatterns.Parse(parsed.GetValue(Sought)!, parsed.GetValue(IgnoreCase)),
            Oldest = parsed.GetValue(Oldest) is { } oldest ? Moment.Parse("--oldest", oldest) : null,
            Newest = parsed.GetValue(Newest) is { } newest ? Moment.Parse("--newest", newest) : null,
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Snapshots)),
            Found = (snapshot, entry) =>
            {
                if (snapshot != last)
                    output.Line($"Snapshot {snapshot.Id.Value.Short} of {EntryLine.Time(snapshot.Time)}");
                last = snapshot;
                if (output.IsJson)
                    output.Show(EntryLine.Record(entry, snapshot.Id.ToString()), static json => json.EntryRecord, _ => "");
                else
                    output.Line("  " + EntryLine.Text(entry, isLong));
            },
        };
        var result = await new FindEntriesOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> FindObjectsAsync(ParseResult parsed, SoughtObject kind, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new FindObjectsRequest
        {
            Archive = parsed.Access(),
            Kind = kind,
            Ids = parsed.GetValue(Sought)!,
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Snapshots)),
            Found = found => Show(context.Output, found),
        };
        var result = await new FindObjectsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, FoundObject found) => output.Show(
        new FoundObjectRecord(
            "found_object", found.IsTree ? "tree" : "blob", found.Id.ToString(), found.Entry.Path.Length == 0 ? "/" : found.Entry.DisplayPath,
            found.ParentTree.ToString(), found.Pack?.ToString(), found.Snapshot.Id.ToString(), found.Snapshot.Time.ToString()),
        static json => json.FoundObjectRecord,
        record => $"{record.ObjectType} {record.Id}\n  {record.Path} in snapshot {found.Snapshot.Id.Value.Short} of "
            + $"{EntryLine.Time(found.Snapshot.Time)}, pack {found.Pack?.Value.Short ?? "unknown"}");

    private static async Task<int> FindVersionsAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new FindVersionsRequest
        {
            Archive = parsed.Access(),
            Paths = parsed.GetValue(Sought)!,
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Snapshots)),
            Found = (path, versions) => Show(context.Output, path, versions),
        };
        var result = await new FindVersionsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        if (result.Found == 0)
            throw CommandLineProblem.Usage(
                "no snapshot has any of these paths", "Give whole paths, such as /home/alice/letter.odt; find them with a pattern and without --versions.");
        context.Output.Note("Restore one with 'archivist restore SNAPSHOT --include PATH', or print it with 'archivist dump SNAPSHOT PATH'.");
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, byte[] path, IReadOnlyList<FileVersion> versions)
    {
        output.Line($"{DisplayPath.Of(path)}: {Quantity.Count(versions.Count(version => version.Node is not null), "version", "versions")}");
        if (versions.Count > 0)
            output.Line($"{"First taken",-19}  {"Snapshot",-8}  {"Times",5}  {"Size",12}  {"Modified",-19}  Changed");
        foreach (var version in versions)
            output.Show(VersionLine.Record(version, path), static json => json.VersionRecord, _ => VersionLine.Text(version, new TreeEntry(path, version.Node!)));
    }
}
