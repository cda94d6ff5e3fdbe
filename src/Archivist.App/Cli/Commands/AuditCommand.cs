using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Auditing;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Replicas.Auditing;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist audit</c></summary>
internal static class AuditCommand
{
    private const double Confidence = 0.99;

    private static readonly Argument<string[]> Replicas = new("replicas") { Description = "Replicas to audit: names or addresses [all of the settings]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Inventory = new("--inventory") { Description = "Compare names, lengths and digests that the service states; read nothing." };
    private static readonly Option<bool> Sweep = new("--sweep") { Description = "Read everything whole, the longest unread first." };
    private static readonly Option<int?> Ranges = new("--ranges") { Description = "Read N random ranges of 64 KiB per replica [settings, 16]", HelpName = "number" };
    private static readonly Option<string?> For = new("--for") { Description = "Stop after this time and go on next time: 90s, 30m, 2h.", HelpName = "duration" };
    private static readonly Option<string?> MaxBytes = new("--max-bytes") { Description = "Sweep at most this much per replica, such as 10G.", HelpName = "size" };
    private static readonly Option<string?> MaxCost = new("--max-cost") { Description = "Let reading one replica cost at most N in its vendor's currency [settings]", HelpName = "amount" };
    private static readonly Option<bool> Plan = new("--plan") { Description = "Show requests, bytes and cost of the audit; read and record nothing." };
    private static readonly Option<string[]> From = new("--from") { Description = "Disc to compare objects with findings against: disc:IMAGE; repeatable.", HelpName = "disc" };
    private static readonly Option<string?> AsAuditor = new("--as-auditor") { Description = "Audit against an audit file only: no settings, no repository, no key.", HelpName = "file" };
    private static readonly Option<string?> Export = new("--export") { Description = "Write an audit file for an auditor, and audit nothing.", HelpName = "file" };

    internal static Command Create()
    {
        var command = new Command("audit", "Verify replicas by reading them. Needs no password.\n\nExample: archivist audit --sweep --for 30m") { Replicas, Inventory, Sweep, Ranges, For, MaxBytes, MaxCost, Plan, From, AsAuditor, Export };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(Inventory) && parsed.GetValue(Sweep))
            throw CommandLineProblem.Usage("--inventory cannot be used with --sweep", "Leave one of them out.");
        if (parsed.GetValue(Export) is { } file)
            return await ExportAsync(parsed, file, cancellationToken);
        var request = new AuditRequest
        {
            Archive = parsed.Access(),
            Replicas = parsed.GetValue(Replicas) ?? [],
            Depth = parsed.GetValue(Inventory) ? AuditDepth.Inventory : parsed.GetValue(Sweep) ? AuditDepth.Sweep : AuditDepth.Daily,
            Ranges = parsed.GetValue(Ranges) is { } ranges ? ranges is >= 0 and <= 10_000 ? ranges : throw CommandLineProblem.Usage("--ranges needs a whole number from 0 to 10000", "Write --ranges 16.") : null,
            TimeLimit = parsed.GetValue(For) is { } time ? WaitTime.Parse("--for", time) : null,
            ByteLimit = parsed.GetValue(MaxBytes) is not { } size ? null
                : ByteSize.TryParse(size, out var bytes) && bytes > 0 ? bytes : throw CommandLineProblem.Usage($"--max-bytes: invalid size '{size}'", "Write it as 500M or 10G."),
            MostCost = parsed.GetValue(MaxCost) is { } amount ? Money.Parse("--max-cost", amount) : null,
            Sources = parsed.GetValue(From) ?? [],
            AuditFile = parsed.GetValue(AsAuditor),
        };
        if (parsed.GetValue(Plan))
            return await PlanAsync(context, request, cancellationToken);
        var result = await new AuditOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
            Show(context.Output, replica, result.Witnesses);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> ExportAsync(ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        if (parsed.GetValue(AsAuditor) is not null || parsed.GetValue(Replicas) is { Length: > 0 })
            throw CommandLineProblem.Usage("--export cannot be used with replicas or --as-auditor", "Leave them out.");
        var result = await new ExportAuditFileOperation(context.Environment).RunAsync(
            new ExportAuditFileRequest { Archive = parsed.Access(), Path = file }, context.Events, cancellationToken);
        context.Output.Line($"{file}: {Quantity.Count(result.Objects, "object", "objects")}, {Quantity.Bytes(result.Bytes)}{(result.HasHead ? ", with the head of the ledger" : "")}");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> PlanAsync(CommandContext context, AuditRequest request, CancellationToken cancellationToken)
    {
        var result = await new PlanAuditOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
        {
            if (replica.Failure is { } failure)
                context.Output.Fail(failure);
            else
                context.Output.Show(AuditPlanRecord.Of(replica), static json => json.AuditPlanRecord, _ => Describe(replica, replica.Estimate!));
        }

        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(PlannedAudit replica, AuditEstimate estimate)
    {
        var text = $"Replica {replica.Name}: {Quantity.Count(estimate.Objects, "object", "objects")} to read whole, {Quantity.Count(estimate.Ranges, "random range", "random ranges")}, {Quantity.Bytes(estimate.Bytes)} in all";
        if (replica.IsServer)
            text += string.Create(CultureInfo.InvariantCulture, $"; requests: {estimate.Requests.Lists:#,0} lists, {estimate.Requests.Reads:#,0} reads and look-ups");
        if (estimate.Digests > 0)
            text += $" ({estimate.Digests.ToString("#,0", CultureInfo.InvariantCulture)} of them for digests that the service states)";
        text += !replica.IsServer ? "; no cost: a directory"
            : replica is { Cost: { } cost, Prices: { } prices }
                ? string.Create(CultureInfo.InvariantCulture, $"; cost: {Money.Text(cost)} {prices.Currency}, by prices of {prices.Vendor} of {prices.AsOf:yyyy-MM-dd}, without taxes and free allowances")
            : replica.Vendor is { } vendor ? $"; cost unknown and not limited: no prices of {vendor}" : "; cost unknown and not limited: no vendor is named";
        return estimate.ObjectsDeferred + estimate.RangesDeferred == 0 ? text
            : text + $"\n  the limit of the cost leaves {Quantity.Count(estimate.ObjectsDeferred, "object", "objects")} ({Quantity.Bytes(estimate.BytesDeferred)}) and {Quantity.Count(estimate.RangesDeferred, "range", "ranges")} that are due for later";
    }

    private static void Show(Output output, AuditedReplica replica, IReadOnlyList<DiscWitness> witnesses)
    {
        if (replica.Failure is { } failure)
            output.Warn(Words(failure.Problem));
        foreach (var finding in replica.BucketFindings)
            output.Warn(Words(finding));
        foreach (var finding in replica.Outcome?.Findings ?? [])
            output.Warn($"replica {replica.Name}: {finding.Object.Name}: {AuditWords.Of(finding.Verdict)}{Witnessed(finding, witnesses)}");
        output.Show(AuditRecord.Of(replica, witnesses), static json => json.AuditRecord, record => Describe(replica, record));
    }

    private static string Witnessed(ObjectAudit finding, IReadOnlyList<DiscWitness> witnesses) =>
        witnesses.Where(witness => witness.Object == finding.Object.Name).Select(witness => witness.Disc).ToList() is { Count: > 0 } discs ? $"; a good copy is on {string.Join(", ", discs)}" : "";

    private static string Words(Problem problem) =>
        CommandLineMessages.Instance.Of(problem) is var (sentence, hint) && hint is not null ? $"{sentence}. {hint}" : CommandLineMessages.Instance.Of(problem).Sentence;

    private static string Describe(AuditedReplica replica, AuditRecord record)
    {
        if (replica.Outcome is not { } outcome)
            return $"Replica {replica.Name}: NOT AUDITED";
        var text = $"Replica {replica.Name}: {(replica.IsGood ? "good" : "NEEDS REPAIR")}: {Quantity.Count(outcome.Objects, "object", "objects")} ({Quantity.Bytes(outcome.Bytes)}) listed, "
            + $"{outcome.ObjectsRead:#,0} read whole, {Quantity.Bytes(outcome.BytesRead)} read in {Quantity.Duration(replica.Elapsed)}";
        if (outcome.Findings.Count > 0)
            text += $", {Quantity.Count(outcome.Findings.Count, "finding", "findings")}";
        if (outcome.NotCopied > 0)
            text += $"\n  {Quantity.Count(outcome.NotCopied, "object", "objects")} ({Quantity.Bytes(outcome.BytesNotCopied)}) of the repository not copied yet";
        if (outcome.Surplus.Count > 0)
            text += $"\n  {Quantity.Count(outcome.Surplus.Count, "object", "objects")} that the repository no longer has";
        if (record.SampleFindsShare is { } share)
            text += string.Create(CultureInfo.InvariantCulture, $"\n  {outcome.Ranges} random ranges: damage of {share:P1} of the bytes or more is found with a probability of {Confidence:P0}");
        if (outcome.DigestsMatched > 0)
            text += $"\n  {Quantity.Count(outcome.DigestsMatched, "object", "objects")} not read: the vendor states the digest that the name says";
        if (replica.Prices is { } prices)
            text += $"\n  reckoned to cost {Money.Text(outcome.Estimate.CostBy(prices))} {prices.Currency}";
        if (replica.Coverage is { } coverage)
        {
            text += string.Create(CultureInfo.InvariantCulture, $"\n  {coverage.Share:P0} of the bytes were read whole within the audit period")
                + (coverage.BytesStated > 0 ? string.Create(CultureInfo.InvariantCulture, $"; for {coverage.ShareStated:P0} more the vendor stated the right digest") : "");
        }

        return text;
    }
}
