using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Discs.Building;
using Archivist.Discs.Planning;
using Archivist.Discs.Sets;
using Archivist.Operations.Discs.Planning;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist disc plan</c></summary>
internal static class DiscPlanCommand
{
    private static readonly Option<string[]> Medium = new("--medium", "-m")
    {
        Description = "Medium: cd, dvd, dvd-dl, bd25, bd50, bd100, bd128, usb:SIZE, 40MB (repeatable).",
        HelpName = "medium",
    };

    private static readonly Option<string?> Set = new("--set") { Description = "Name of the set [week of the year]", HelpName = "name" };
    private static readonly Option<bool> Delta = new("--delta") { Description = "Plan only packs that are not in the last full set and its deltas." };
    private static readonly Option<string?> Base = new("--base") { Description = "Full set that the delta adds to [last one]", HelpName = "name" };
    private static readonly Option<string?> Template = new("--template") { Description = "Disc template: name or path.", HelpName = "name" };
    private static readonly Option<string> Recovery = new Option<string>("--recovery")
    {
        Description = "Bootable discs, if the template has a recovery environment: first, each or none.",
        HelpName = "discs",
        DefaultValueFactory = _ => "first",
    }.AcceptOnlyFromAmong("first", "each", "none");

    private static readonly Option<int> RecoveryDiscsOption = new("--recovery-discs", "-k")
    {
        Description = "Add N PAR2 recovery discs; the set survives the loss of any N discs.",
        HelpName = "number",
    };

    private static readonly Option<bool> WithoutKey = new("--without-key") { Description = "Don't open the repository; order packs by age instead of content." };

    internal static Command Create()
    {
        var command = new Command("plan", "Plan a set of discs for the repository: what goes where. Builds nothing.\n\nExample: archivist disc plan --medium bd25 --medium dvd --set 2026-W12")
        {
            Medium, Set, Delta, Base, Template, Recovery, RecoveryDiscsOption, WithoutKey,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Base) is not null && !parsed.GetValue(Delta))
            throw CommandLineProblem.Usage("--base names the set that a delta adds to", "Give --delta as well.");
        var mayBeLost = parsed.GetValue(RecoveryDiscsOption);
        if (mayBeLost is < 0 or > SetRecovery.MostDiscs)
            throw CommandLineProblem.Usage($"--recovery-discs {mayBeLost}: it is not from 0 to {SetRecovery.MostDiscs}", "Write --recovery-discs 1 for a set of which any one disc may be lost.");
        var request = new PlanDiscsRequest
        {
            Archive = parsed.Access(),
            Name = parsed.GetValue(Set),
            Media = [.. (parsed.GetValue(Medium) ?? []).Select(ParseMedium)],
            IsDelta = parsed.GetValue(Delta),
            Base = parsed.GetValue(Base),
            Template = parsed.GetValue(Template),
            Recovery = parsed.GetValue(Recovery) switch { "each" => RecoveryDiscs.Each, "none" => RecoveryDiscs.None, _ => RecoveryDiscs.First },
            MayBeLost = mayBeLost,
            WithoutKey = parsed.GetValue(WithoutKey),
        };
        var result = await new PlanDiscsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        Show(context.Output, result.Plan);
        return ExitCode.Of(result.Verdict);
    }

    internal static DiscMedium ParseMedium(string text) => DiscMedium.TryParse(text)
        ?? throw CommandLineProblem.Usage($"medium {text}: it is not known", $"Write {string.Join(", ", DiscMedium.Words)}, usb:SIZE, or a size of 1 MiB or more such as 40MB.");

    private static void Show(Output output, DiscSetPlan plan)
    {
        var newest = plan.Spread.FirstOrDefault(spread => spread.Snapshot == plan.Newest.Id);
        var record = new DiscSetPlannedRecord(
            "disc_set_planned", plan.Set.Name, plan.Set.Id.ToString(), plan.Set.Base is null ? "full" : "delta", plan.Set.BaseName, plan.IsByNeed, plan.Newest.Id.ToString(),
            newest?.Volumes, newest is null ? null : [.. newest.Others.Select(id => id.ToString())],
            [
                .. plan.Volumes.Select((volume, index) => new PlannedDiscRecord(
                    volume.Id.ToString(), index + 1, plan.Volumes.Count, volume.Medium, volume.Label, volume.Bytes, volume.Capacity,
                    Math.Round(100.0 * volume.Bytes / volume.Capacity, 1), volume.Packs.Count, volume.HasRecovery, volume.Recovery?.Slices ?? 0)),
            ]);
        output.Show(record, static json => json.DiscSetPlannedRecord, Describe);
    }

    private static string Describe(DiscSetPlannedRecord plan)
    {
        var lines = new List<string>
        {
            $"Set {plan.Set}, {plan.Kind}{(plan.Base is null ? "" : $", adds to {plan.Base}")}: {Quantity.Count(plan.Discs.Count, "disc", "discs")}, "
                + $"{Quantity.Count(plan.Discs.Sum(disc => disc.Packs), "pack", "packs")}, {Quantity.Bytes(plan.Discs.Sum(disc => disc.Bytes))}",
            $"{"Disc",-8}  {"Medium",-7}  {"Bytes",16}  {"Fill",6}  {"Packs",6}  {"Boots",-5}  Label",
        };
        lines.AddRange(plan.Discs.Select(disc => string.Create(
            CultureInfo.InvariantCulture,
            $"{$"{disc.Volume} of {disc.Of}",-8}  {disc.Medium,-7}  {disc.Bytes,16:#,0}  {disc.FillPercent,4:0.0} %  {disc.Packs,6:#,0}  {(disc.Boots ? "yes" : "no"),-5}  {disc.Label}")));
        lines.Add(plan switch
        {
            { ByNeed: false } => "Ordered by the age of packs, newest first: which of them a snapshot needs is not known without the key.",
            { SnapshotDiscs: null } => $"Newest snapshot {plan.SnapshotId[..8]}: not known to be complete.",
            _ => $"Newest snapshot {plan.SnapshotId[..8]}: complete with {Discs(plan.SnapshotDiscs)}"
                + (plan.EarlierDiscs is { Count: > 0 } earlier ? $" and {Quantity.Count(earlier.Count, "disc", "discs")} of earlier sets" : ""),
        });
        var recovery = plan.Discs.Count(disc => disc.RecoverySlices > 0);
        if (recovery > 0)
            lines.Add($"{(recovery == 1 ? "The last disc is a recovery disc" : $"The last {recovery} discs are recovery discs")}: any {Quantity.Count(recovery, "disc", "discs")} of the set may be lost.");
        lines.Add($"Build with 'archivist disc build --set {plan.Set} --all'.");
        return string.Join('\n', lines);
    }

    /// <summary>Numbers with runs drawn together: discs 1-3, 5.</summary>
    internal static string Discs(IReadOnlyList<int> numbers)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var number in numbers.Order())
        {
            if (runs.Count > 0 && runs[^1].Last == number - 1)
                runs[^1] = (runs[^1].First, number);
            else
                runs.Add((number, number));
        }

        return numbers.Count == 0 ? "no disc of it"
            : (numbers.Count == 1 ? "disc " : "discs ") + string.Join(", ", runs.Select(run => run.First == run.Last ? $"{run.First}" : $"{run.First}-{run.Last}"));
    }
}
