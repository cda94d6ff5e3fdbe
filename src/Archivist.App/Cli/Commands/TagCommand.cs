using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Operations.Tagging;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Tagging;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist tag</c></summary>
internal static class TagCommand
{
    private static readonly Argument<string[]> Named = new("snapshots") { Description = "Snapshot IDs or 'latest' [all that match]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string[]> Add = new("--add") { Description = "Tags to add (repeatable).", HelpName = "tag,tag" };
    private static readonly Option<string[]> Remove = new("--remove") { Description = "Tags to remove (repeatable).", HelpName = "tag,tag" };
    private static readonly Option<string[]> Set = new("--set") { Description = "Tags that replace all others (repeatable); '' for none.", HelpName = "tag,tag" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be changed." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("tag", "Change the tags of snapshots. A changed snapshot gets a new ID.\n\nExample: archivist tag --add keep,house latest") { Named, Add, Remove, Set, DryRun };
        Filter.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, isDryRun) = (parsed.Context(), parsed.GetValue(DryRun));
        var change = new TagChange(parsed.GetResult(Set) is null ? null : Words(parsed, Set), Words(parsed, Add), Words(parsed, Remove));
        if (change is { Set: null, Add.Count: 0, Remove.Count: 0 } || (change.Set is not null && change.Add.Count + change.Remove.Count > 0))
            throw CommandLineProblem.Usage("give either --set, or --add and --remove", "See 'archivist tag --help'.");
        var request = new TagRequest
        {
            Archive = parsed.Access(),
            Snapshots = Filter.ReadChoice(parsed, parsed.GetValue(Named)),
            Change = change,
            IsDryRun = isDryRun,
            Tagged = tagged => context.Output.Show(
                new TaggedRecord("tagged", tagged.Before.Id.ToString(), tagged.Written?.Id.ToString(), tagged.Tags, isDryRun), static json => json.TaggedRecord,
                record => $"{record.SnapshotId[..8]} {(isDryRun ? "would have" : $"is now {record.NewId![..8]} with")} tags: {string.Join(' ', record.Tags)}"),
        };
        var result = await new TagOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Line($"{Quantity.Count(result.Changed, "snapshot", "snapshots")} {(isDryRun ? "would be changed" : "changed")}");
        return ExitCode.Of(result.Verdict);
    }

    private static IReadOnlyList<string> Words(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(SnapshotFilter.ParseTags)];
}
