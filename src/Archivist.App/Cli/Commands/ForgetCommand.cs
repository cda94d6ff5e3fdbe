using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Retention;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist forget</c></summary>
internal static class ForgetCommand
{
    private static readonly Argument<string[]> Named = new("snapshots")
    {
        Description = "IDs of snapshots to remove regardless of the rules.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly RetentionOptions Policy = new();
    private static readonly SnapshotFilterOptions Filter = new();

    private static readonly Option<string> GroupBy = new("--group-by", "-g")
    {
        Description = "Apply the rules per group: host, paths, tags; '' for a single group.",
        HelpName = "words",
        DefaultValueFactory = _ => "host,paths",
    };

    private static readonly Option<bool> Compact = new("--compact", "-c") { Description = "Print one line per snapshot." };
    private static readonly Option<bool> Prune = new("--prune") { Description = "Prune afterwards if snapshots were removed." };
    private static readonly PruneFlags Pruning = new();
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be removed." };

    private static readonly Option<bool> AllowBelowPolicy = new("--allow-below-policy") { Description = "Remove also while too few copies are good." };

    internal static Command Create()
    {
        var command = new Command("forget", "Remove snapshots by rules or by ID. Their content stays until 'prune'.\n\nExample: archivist forget --keep-daily 7 --keep-weekly 5 --keep-monthly 12 --keep-yearly 75 --dry-run") { Named };
        Policy.AddTo(command);
        Filter.AddTo(command);
        foreach (var option in new Option[] { GroupBy, Compact, DryRun, Prune, AllowBelowPolicy })
            command.Add(option);
        Pruning.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (!SnapshotGrouping.TryParse(parsed.GetValue(GroupBy)!, out var grouping))
            throw CommandLineProblem.Usage($"--group-by: invalid grouping '{parsed.GetValue(GroupBy)}'", "Use host, paths and tags, separated by commas.");
        var (policy, pruning, isCompact, isDryRun) = (Policy.Read(parsed), Pruning.Read(parsed), parsed.GetValue(Compact), parsed.GetValue(DryRun));
        var request = new ForgetRequest
        {
            Archive = parsed.Access(),
            Named = parsed.GetValue(Named) ?? [],
            Filter = Filter.Read(parsed),
            Grouping = grouping,
            Policy = policy,
            Prune = parsed.GetValue(Prune) ? pruning : null,
            IsDryRun = isDryRun,
            AllowsBelowPolicy = parsed.GetValue(AllowBelowPolicy),
            Forgotten = plan => Show(context.Output, plan, policy, isCompact, isDryRun),
        };
        var result = await new ForgetOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        if (result.Pruned is { } pruned)
            PruneCommand.Show(context.Output, pruned, isDryRun);
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, ForgetPlan plan, RetentionPolicy policy, bool isCompact, bool isDryRun)
    {
        foreach (var group in plan.Groups)
            ShowGroup(output, group, isCompact);
        foreach (var name in plan.UnreadableRemovals)
            output.Note($"{name}: cannot be read, and {(isDryRun ? "would be removed" : "is removed")} because its id was given");
        output.Show(
            new ForgottenRecord(
                "forgotten", plan.Removals.Count, [.. plan.Removals.Select(snapshot => snapshot.Id.ToString())], plan.Groups.Count(group => group.IsRefused), isDryRun),
            static json => json.ForgottenRecord,
            record => policy.IsEmpty && plan.Removals.Count == 0 ? "No rule was given, so everything stays."
                : $"{Quantity.Count(record.Removed, "snapshot", "snapshots")} {(isDryRun ? "would be removed" : "removed")}"
                + (record.Removed == 0 ? "" : $": {string.Join(' ', record.Ids.Select(id => id[..8]))}"));
    }

    private static string Words(ClockDoubt doubt) => CommandLineMessages.Instance.Of(doubt.Reason).Sentence;

    private static void ShowGroup(Output output, ForgetGroup group, bool compact)
    {
        var kept = group.Verdict.Kept.Select(item => Snapshot(item.Snapshot, item.Reasons));
        var staying = group.IsRefused
            ? group.Verdict.Removed.Select(item => Snapshot(item, ["the rules would leave nothing"]))
            : group.Doubts.SelectMany(doubt => doubt.Snapshots.Select(item => Snapshot(item, [Words(doubt)])));
        var record = new ForgetGroupRecord(
            "forget_group", group.Group.Host, group.Group.Paths, group.Group.Tags,
            [.. kept.Concat(staying).GroupBy(item => item.Id).Select(same => same.First() with { Reasons = [.. same.SelectMany(item => item.Reasons)] })],
            [.. group.Removed.Select(item => Snapshot(item, []))], group.IsRefused,
            [.. group.Doubts.Select(doubt => new ForgetDoubt(Words(doubt), [.. doubt.Snapshots.Select(item => item.Id.ToString())]))]);
        if (group.IsRefused)
            output.Warn($"{Title(record)}: the rules would remove every snapshot, so all stay; name them by id to remove them");
        foreach (var doubt in record.Doubts)
            output.Warn($"{Title(record)}: {doubt.Sentence}; {Quantity.Count(doubt.Snapshots.Count, "snapshot that the rules let go stays", "snapshots that the rules let go stay")}");
        output.Show(record, static json => json.ForgetGroupRecord, shown => Text(shown, compact));
    }

    private static ForgetSnapshot Snapshot(Snapshot snapshot, IReadOnlyList<string> reasons) => new(
        snapshot.Id.ToString(), snapshot.Time.ToString(), snapshot.Hostname, snapshot.Paths, snapshot.Tags, reasons);

    private static string Title(ForgetGroupRecord group) => string.Join(", ", new[]
    {
        group.Host is { } host ? $"host {host}" : null,
        group.Paths is { } paths ? $"paths {string.Join(' ', paths)}" : null,
        group.Tags is { } tags ? $"tags {string.Join(' ', tags)}" : null,
    }.OfType<string>().DefaultIfEmpty("all snapshots"));

    private static string Text(ForgetGroupRecord group, bool compact)
    {
        var lines = new List<string> { $"{char.ToUpperInvariant(Title(group)[0])}{Title(group)[1..]}" };
        foreach (var (word, snapshots) in new[] { ("keep", group.Keep), ("remove", group.Remove) })
        {
            if (snapshots.Count > 0)
                lines.Add($"  {word} {Quantity.Count(snapshots.Count, "snapshot", "snapshots")}");
            lines.AddRange(snapshots.OrderBy(item => item.Time, StringComparer.Ordinal).SelectMany(item => Lines(item, compact)));
        }

        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static IEnumerable<string> Lines(ForgetSnapshot snapshot, bool compact)
    {
        var time = GoTime.TryParse(snapshot.Time, out var parsed)
            ? parsed.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : snapshot.Time;
        var reasons = compact ? [string.Join(", ", snapshot.Reasons)] : snapshot.Reasons.DefaultIfEmpty("").ToList();
        yield return $"    {snapshot.Id[..8]}  {time}  {snapshot.Hostname,-12}  {string.Join(',', snapshot.Tags),-12}  {reasons[0]}".TrimEnd();
        foreach (var reason in reasons.Skip(1))
            yield return $"{"",63}{reason}";
    }
}
