using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Archives;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ls</c></summary>
internal static class LsCommand
{
    private const string EverySnapshot = "all";

    private static readonly Argument<string> Snapshot = new("snapshot")
    {
        Description = "Snapshot ID, ID prefix or 'latest', with :PATH; 'all': every state of PATH.",
    };

    private static readonly Argument<string?> Below = new("path") { Description = "Path to list, with everything below it [/]", DefaultValueFactory = _ => null };
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
        if (parsed.GetValue(Snapshot) == EverySnapshot)
            return await ListStatesAsync(parsed, cancellationToken);
        var (context, isLong) = (parsed.Context(), parsed.GetValue(Long));
        var request = new ListEntriesRequest
        {
            Archive = parsed.Access(),
            Snapshot = SnapshotReference.Parse(parsed.GetValue(Snapshot)!),
            Filter = Filter.Read(parsed),
            Path = parsed.GetValue(Below) ?? "",
            Found = entry => Show(context.Output, entry, isLong, null),
        };
        var result = await new ListEntriesOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> ListStatesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output, isLong) = (parsed.Context(), parsed.Context().Output, parsed.GetValue(Long));
        var path = SnapshotTree.BytesOf(parsed.GetValue(Below) ?? "");
        if (path.Length == 0)
            throw CommandLineProblem.Usage("ls all: no path is named", "Name a file or a folder, such as 'archivist ls all /etc'.");
        var request = new ListStatesRequest
        {
            Archive = parsed.Access(),
            Path = parsed.GetValue(Below)!,
            Filter = Filter.Read(parsed),
            StateFound = version => output.Line(VersionLine.Heading(version)),
            Found = (version, entry) => Show(output, entry, isLong, version.First.Id.ToString()),
            FoundBefore = snapshot => output.Line($"  its entries are those of snapshot {snapshot.Id.Value.Short}"),
        };
        var result = await new ListStatesOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return result.States > 0
            ? ExitCode.Of(result.Verdict)
            : throw CommandLineProblem.Usage($"{DisplayPath.Of(path)}: no snapshot has this path", "Look for it with 'archivist find'.");
    }

    private static void Show(Output output, TreeEntry entry, bool isLong, string? snapshotId)
    {
        if (output.IsJson)
            output.Show(EntryLine.Record(entry, snapshotId), static json => json.EntryRecord, _ => "");
        else
            output.Line(EntryLine.Text(entry, isLong));
    }
}
