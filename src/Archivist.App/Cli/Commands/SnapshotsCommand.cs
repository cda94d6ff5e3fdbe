using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archivist.App.Messages;
using Archivist.Operations.Listing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist snapshots</c></summary>
internal static class SnapshotsCommand
{
    private static readonly Option<int?> Latest = new("--latest") { Description = "Show only the last N snapshots of each host and sources, or of each group.", HelpName = "number" };
    private static readonly Option<string?> GroupBy = new("--group-by", "-g") { Description = "Group by host, paths, tags (comma-separated).", HelpName = "words" };
    private static readonly Option<bool> Compact = new("--compact", "-c") { Description = "Omit the sources." };
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
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new SnapshotsRequest { Archive = parsed.Access(), Filter = Filter.Read(parsed), Latest = parsed.GetValue(Latest), Grouping = Grouping(parsed) };
        if (request.Latest is < 1)
            throw CommandLineProblem.Usage("--latest needs a whole number from 1 on", "Write --latest 1 for the newest only.");
        // The output is one array of snapshots, or the text for people: no record of a warning belongs in it.
        output.IsContentOnly = true;
        var result = await new SnapshotsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        if (output.IsJson)
        {
            ShowJson(output, result.Snapshots);
            return ExitCode.Of(result.Verdict);
        }

        foreach (var group in result.Groups)
        {
            if (request.Grouping is not null)
                output.Line($"{(group == result.Groups[0] ? "" : "\n")}Snapshots of {Describe(group)}:");
            Show(output, group.Snapshots, parsed.GetValue(Compact));
        }

        output.Line(Quantity.Count(result.Snapshots.Count, "snapshot", "snapshots")
            + (result.PassedOver > 0 ? $", and {result.PassedOver} that cannot be read ('archivist check' names them)" : ""));
        return ExitCode.Of(result.Verdict);
    }

    private static SnapshotGrouping? Grouping(ParseResult parsed)
    {
        if (parsed.GetValue(GroupBy) is not { Length: > 0 } words)
            return null;
        return SnapshotGrouping.TryParse(words, out var grouping)
            ? grouping
            : throw CommandLineProblem.Usage($"--group-by: invalid grouping '{words}'", "Use host, paths and tags, separated by commas.");
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
