using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Measuring;
using Archivist.Operations.Reviewing;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist status</c></summary>
internal static class StatusCommand
{
    private static readonly string[] Headings = ["COPY", "CLAIMED PLACE", "STATE", "NEWEST SNAPSHOT", "LAST AUDIT", "READ WHOLE"];

    private static readonly Option<bool> Metrics = new("--metrics") { Description = "Print figures for monitoring in the format OpenMetrics instead." };

    internal static Command Create()
    {
        var command = new Command("status", "Show whether the archive is safe, and what it needs.\n\nExample: archivist status --json") { Metrics };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Metrics))
            return await MeasureAsync(parsed, context, cancellationToken);
        var result = await new StatusOperation(context.Environment).RunAsync(new StatusRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        var now = context.Environment.Clock.GetUtcNow();
        context.Output.Show(StatusRecord.Of(result), static json => json.StatusRecord, record => Describe(result, record, now));
        return ExitCode.Of(result.Verdict);
    }

    /// <summary>The exit code says whether the figures could be read; what they are, a monitoring system judges.</summary>
    private static async Task<int> MeasureAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Output.IsJson)
            throw CommandLineProblem.Usage("--metrics cannot be combined with --json: the format is OpenMetrics", "Leave one of them out.");
        var result = await new MeasureOperation(context.Environment).RunAsync(new MeasureRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        context.Output.Line(result.Text.TrimEnd('\n'));
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(StatusResult result, StatusRecord record, DateTimeOffset now)
    {
        var lines = new List<string>
        {
            $"{result.Archive}: {(result.IsSafe ? "SAFE" : result.Policy.All(rule => rule.IsMet) ? "SAFE, BUT SOMETHING NEEDS ATTENTION" : "NOT SAFE")}",
            $"Newest snapshot: {Age(result.NewestSnapshot, now)}",
            "",
        };
        lines.AddRange(Table([Headings, .. result.Copies.Select(copy => Row(copy, now)), .. result.Discs.Select(disc => Row(disc, now))]));
        lines.AddRange(result.Copies.Where(copy => copy.Stripes is not null).Select(copy => Describe(copy.Name, copy.Stripes!, now)));
        lines.AddRange(result.Witnesses.Select(witness => $"Witness {witness.Name}: {(witness.Entries is { } entries ? $"cosigned {Quantity.Count(entries, "entry", "entries")} {Age(witness.Time, now)}" : "never cosigned")}"));
        lines.AddRange(result.SharedKeys.Select(key => SharesText.Describe(key, now)));
        lines.Add("");
        lines.Add($"Policy: {string.Join(", ", result.Policy.Where(rule => rule.Wanted > 0).Select(rule => $"{rule.Counted} of {rule.Wanted} {PolicyRuleRecord.Of(rule).Rule}"))}");
        lines.AddRange(record.Needs.Select(need => $"  - {need.Message}"));
        if (record.Needs.Count > 0)
            lines.Add($"Next: {record.Needs[0].Hint}");
        return string.Join('\n', lines);
    }

    private static string[] Row(CopyStatus copy, DateTimeOffset now) =>
    [
        copy.Name,
        $"{copy.Vendor}, {copy.Geography}{(copy.IsOffline ? ", offline" : "")}",
        copy.Coverage.NeedRepair > 0 ? "needs repair" : copy.Coverage.IsGone ? "missing" : copy.Coverage.FailedSince is not null ? "unreachable" : copy.Coverage.WaitsSince is { } since ? $"waits: metered network, {Quantity.Duration(now > since ? now - since : TimeSpan.Zero)}" : copy.IsGood ? "good" : copy.LastCopied is null && copy.LastSeen is null ? "no copy yet" : "not verified",
        Age(copy.NewestSnapshot, now),
        Age(copy.Coverage.LastAudit, now),
        string.Create(CultureInfo.InvariantCulture, $"{copy.Coverage.Share:P0}") + (copy.Coverage.BytesStated > 0 ? string.Create(CultureInfo.InvariantCulture, $", {copy.Coverage.ShareStated:P0} by the vendor's digest") : ""),
    ];

    private static string Describe(string replica, StripeStatus stripes, DateTimeOffset now) =>
        $"Shares of {replica}: {stripes.Shares.Count(share => (share.AbsentSince ?? share.GivenUp) is null)} of {stripes.Shares.Count} are there, "
        + $"{stripes.Survives} of {stripes.Wanted} may be lost, recovery data read: {Age(stripes.RecoveryRead, now)}";

    private static string[] Row(DiscCopyStatus disc, DateTimeOffset now) =>
    [
        $"discs {disc.Set}",
        string.Join(", ", new[] { disc.Holder, disc.Place, "offline" }.Where(word => word is not null)),
        "good",
        disc.NewestSnapshot is null ? "not known" : Age(disc.NewestSnapshot, now),
        Age(disc.VerifiedAt, now),
        "100 %",
    ];

    private static string Age(DateTimeOffset? time, DateTimeOffset now) => time is not { } at ? "never"
        : string.Create(CultureInfo.InvariantCulture, $"{at.ToLocalTime():yyyy-MM-dd HH:mm} ({Quantity.Duration(now > at ? now - at : TimeSpan.Zero)} ago)");

    private static IEnumerable<string> Table(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, Headings.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
