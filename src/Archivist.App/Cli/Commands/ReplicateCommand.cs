using System.CommandLine;
using System.Globalization;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replicate</c></summary>
internal static class ReplicateCommand
{
    private static readonly Argument<string[]> Targets = new("replicas")
    {
        Description = "Replicas to bring up to date: directories, or addresses such as rest:….",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Init = new("--init") { Description = "Create replicas that don't exist, including lost or moved ones." };

    private static readonly Option<string?> From = new("--from") { Description = "Replica to copy from; the repository is not read [the repository]", HelpName = "replica" };

    private static readonly Option<bool> MeteredToo = new("--metered-too") { Description = "Use a metered network also for replicas that wait while it is metered." };

    private static readonly Option<bool> Plan = new("--plan") { Description = "Show objects, bytes, requests, time and cost; copy nothing." };

    internal static Command Create()
    {
        var command = new Command("replicate", "Copy missing objects to replicas, verifying each one. Needs no password.\n\nExample: archivist replicate --repo /var/lib/archivist/alice /mnt/nas/alice") { Targets, From, Init, MeteredToo, Plan };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ReplicateRequest
        {
            Archive = parsed.Access(),
            Replicas = parsed.GetValue(Targets) ?? [],
            From = parsed.GetValue(From),
            Begins = parsed.GetValue(Init),
            UsesMetered = parsed.GetValue(MeteredToo),
        };
        if (parsed.GetValue(Plan))
            return await PlanAsync(context, request, cancellationToken);
        var result = await new ReplicateOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var failure in result.Failures)
            context.Output.Fail(failure);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> PlanAsync(CommandContext context, ReplicateRequest request, CancellationToken cancellationToken)
    {
        var result = await new PlanReplicationOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
        {
            if (replica.Failure is { } failure)
                context.Output.Fail(failure);
            else
                context.Output.Show(ReplicationPlanRecord.Of(replica), static json => json.ReplicationPlanRecord, record => Describe(replica, record));
        }

        // A directory that is read costs nothing, and needs no line.
        if (result.Source.Reads.Requests is not null)
            context.Output.Show(ReplicationSourceRecord.Of(result.Source), static json => json.ReplicationSourceRecord, record => Describe(result.Source, record));
        if (result.Replicas.Count > 1)
            context.Output.Show(ReplicationPlanTotalRecord.Of(result), static json => json.ReplicationPlanTotalRecord, Describe);
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(PlannedReplica replica, ReplicationPlanRecord record)
    {
        var text = $"Replica {record.Replica}: {(record.Objects == 0 ? "nothing to copy" : $"{Quantity.Count(record.Objects, "object", "objects")} ({Quantity.Bytes(record.Bytes)}) to copy")}";
        if (record is { Puts: { } puts, Lists: { } lists, Reads: { } reads })
            text += string.Create(CultureInfo.InvariantCulture, $"; requests: {puts:#,0} puts, {lists:#,0} lists, {reads:#,0} reads and look-ups");
        text += replica.Time is { } time ? $"; about {Quantity.Duration(time)}" : "; time unknown: nothing of some size was copied yet";
        if (replica.Cost is not { } cost)
            return text + (replica.Vendor is { } vendor ? $"; cost unknown: no prices of {vendor}" : "; cost unknown: no vendor is named");
        return text + $"; cost: {Money.Text(cost.Once)} {cost.Currency} once, {Money.Text(cost.MonthlyAdded)} a month more, {Money.Text(cost.Monthly)} a month in all"
            + string.Create(CultureInfo.InvariantCulture, $"\n  by prices of {cost.Prices.Vendor} of {cost.Prices.AsOf:yyyy-MM-dd}, without taxes and free allowances{(cost.Prices.Note is { } note ? $"; {note}" : "")}");
    }

    private static string Describe(PlannedSource source, ReplicationSourceRecord record) => string.Create(
        CultureInfo.InvariantCulture, $"Read from {source.Replica ?? "the repository"}: {Quantity.Count(record.Objects, "object", "objects")} ({Quantity.Bytes(record.Bytes)}); requests: {record.Lists:#,0} lists, {record.Reads:#,0} reads and look-ups")
        + (source is { Cost: { } cost, Prices: { } prices }
            ? string.Create(CultureInfo.InvariantCulture, $"; cost: {Money.Text(cost)} {prices.Currency} once, by prices of {prices.Vendor} of {prices.AsOf:yyyy-MM-dd}")
            : source.Vendor is { } vendor ? $"; cost unknown: no prices of {vendor}" : "; cost unknown: no vendor is named");

    private static string Describe(ReplicationPlanTotalRecord total) =>
        $"In all: {Quantity.Count(total.Objects, "object", "objects")} ({Quantity.Bytes(total.Bytes)}) to copy"
        + string.Concat(total.Costs.Select(cost => $"; {Money.Text(cost.Once)} {cost.Currency} once, {Money.Text(cost.MonthlyAdded)} a month more, {Money.Text(cost.Monthly)} a month in all"))
        + (total.Unpriced > 0 ? $"; {Quantity.Count(total.Unpriced, "replica", "replicas")} of unknown cost" : "");
}
