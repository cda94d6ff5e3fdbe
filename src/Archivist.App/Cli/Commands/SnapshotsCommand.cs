using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshots</c></summary>
internal static class SnapshotsCommand
{
    private static readonly Option<int?> Latest = new("--latest") { Description = "Only the last ones of each machine and its sources, or of each group.", HelpName = "number" };
    private static readonly Option<string?> GroupBy = new("--group-by", "-g") { Description = "Group them by host, paths or tags, separated by commas.", HelpName = "words" };
    private static readonly Option<bool> Compact = new("--compact", "-c") { Description = "Leave out the sources." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("snapshots", "List the snapshots of a repository, oldest first.\n\nExample: archivist snapshots --repo /var/lib/archivist/alice")
        {
            Latest, GroupBy, Compact,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var grouping = Grouping(parsed);
        if (parsed.GetValue(Latest) is < 1)
            throw new ArchivistException(Failure.Usage, "--latest needs a whole number from 1 on") { Hint = "Write --latest 1 for the newest only." };
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = (await repository.ListSnapshotsAsync(cancellationToken)).Where(Filter.Read(parsed).Matches).ToList();
        if (parsed.GetValue(Latest) is { } latest)
        {
            var split = (grouping ?? SnapshotGrouping.Default).Split(snapshots);
            // The output is one array of snapshots, or the text for people.
            output.IsContentOnly = true;
            var ledger = await parsed.Archive().FindLedgerAsync(cancellationToken);
            foreach (var group in split.Where(group => group.Snapshots.Count > latest))
                await LatestWarning.TellAsync(parsed.Context().Operation, ledger, repository, group.Snapshots, cancellationToken);
            var kept = split.SelectMany(group => group.Snapshots.TakeLast(latest)).ToHashSet();
            snapshots = [.. snapshots.Where(kept.Contains)];
        }

        if (output.IsJson)
        {
            ShowJson(output, snapshots);
            return 0;
        }

        IReadOnlyList<SnapshotGroup> groups = grouping is null ? [new SnapshotGroup(null, null, null, snapshots)] : grouping.Split(snapshots);
        foreach (var group in groups)
        {
            if (grouping is not null)
                output.Line($"{(group == groups[0] ? "" : "\n")}Snapshots of {Describe(group)}:");
            Show(output, group.Snapshots, parsed.GetValue(Compact));
        }

        output.Line(Quantity.Count(snapshots.Count, "snapshot", "snapshots")
            + (repository.PassedOver.Count > 0 ? $", and {repository.PassedOver.Count} that cannot be read ('archivist check' names them)" : ""));
        return 0;
    }

    private static SnapshotGrouping? Grouping(ParseResult parsed)
    {
        if (parsed.GetValue(GroupBy) is not { Length: > 0 } words)
            return null;
        return SnapshotGrouping.TryParse(words, out var grouping)
            ? grouping
            : throw new ArchivistException(Failure.Usage, $"--group-by {words}: it is not host, paths or tags") { Hint = "Write it as host,paths." };
    }

    private static void Show(Output output, IReadOnlyList<Snapshot> snapshots, bool isCompact)
    {
        var hostWidth = Math.Max(4, snapshots.Select(snapshot => snapshot.Hostname.Length).DefaultIfEmpty(0).Max());
        var tagWidth = Math.Max(4, snapshots.Select(snapshot => string.Join(',', snapshot.Tags).Length).DefaultIfEmpty(0).Max());
        string Row(string id, string time, string host, string tags, string paths) =>
            $"{id,-8}  {time,-19}  {host.PadRight(hostWidth)}  {tags.PadRight(tagWidth)}  {(isCompact ? "" : paths)}".TrimEnd();
        output.Line(Row("ID", "Time", "Host", "Tags", "Paths"));
        foreach (var snapshot in snapshots)
        {
            var time = snapshot.Time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            output.Line(Row(snapshot.Id.Value.Short, time, snapshot.Hostname, string.Join(',', snapshot.Tags), string.Join(", ", snapshot.Paths)));
        }
    }

    /// <summary>One array, as restic writes it, with a snapshot a line.</summary>
    private static void ShowJson(Output output, IReadOnlyList<Snapshot> snapshots) => output.Json(
        "[" + string.Join(",\n", snapshots.Select(snapshot => JsonSerializer.Serialize(Describe(snapshot), CliJson.Default.SnapshotRecord))) + "]");

    private static SnapshotRecord Describe(Snapshot snapshot) => new(
        "snapshot", snapshot.Id.ToString(), snapshot.Time.ToString(), snapshot.Hostname, snapshot.Username, snapshot.Paths, snapshot.Tags,
        snapshot.Tree.ToString(), snapshot.Parent?.ToString())
    {
        ProgramVersion = snapshot.ProgramVersion,
        Excludes = snapshot.Excludes,
        Summary = snapshot.Summary.IsEmpty ? null : JsonDocument.Parse(snapshot.Summary).RootElement,
    };

    private static string Describe(SnapshotGroup group)
    {
        var parts = new List<string>();
        if (group.Host is { } host)
            parts.Add($"host {host}");
        if (group.Paths is { } paths)
            parts.Add($"paths {string.Join(", ", paths)}");
        if (group.Tags is { } tags)
            parts.Add(tags.Count == 0 ? "no tags" : $"tags {string.Join(", ", tags)}");
        return string.Join("; ", parts);
    }
}
