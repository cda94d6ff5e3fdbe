using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Probing;
using Archivist.Operations.Retention;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replica list</c>, <c>replica test</c> and <c>replica prune</c>, and the verb of the others.</summary>
internal static class ReplicaCommand
{
    private static readonly Argument<string[]> Replicas = new("replicas") { Description = "Replicas to test: names or addresses [all of the settings]", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Argument<string[]> Pruned = new("replicas") { Description = "Replicas to prune: names [all of the settings]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Remove what the plan names; without it only the plan is shown." };
    private static readonly Option<bool> AllowBelowPolicy = new("--allow-below-policy") { Description = "Remove also while too few copies are good." };

    internal static Command Create()
    {
        var list = new Command("list", "List the replicas of the settings; contacts none.\n\nExample: archivist replica list");
        list.SetAction(ListAsync);
        var test = new Command("test", "Test what replicas do; leaves nothing behind.\n\nExample: archivist replica test cellar") { Replicas };
        test.SetAction(TestAsync);
        var prune = new Command("prune", "Remove from replicas what the repository no longer has.\n\nExample: archivist replica prune cellar --yes") { Pruned, Yes, AllowBelowPolicy };
        prune.SetAction(PruneAsync);
        return new Command("replica", "Add, list, test, prune and retire replicas.") { ReplicaAddCommand.Create(), list, test, prune, ReplicaRetireCommand.Create() };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new ListReplicasOperation(context.Environment).RunAsync(new ListReplicasRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
            context.Output.Show(ReplicaRecord.Of(replica), static json => json.ReplicaRecord, Describe);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> TestAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new TestReplicasRequest { Archive = parsed.Access(), Replicas = parsed.GetValue(Replicas) ?? [] };
        var result = await new TestReplicasOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
        {
            if (replica.Failure is { } failure)
                output.Warn(CommandLineMessages.Instance.Of(failure.Problem) is var (sentence, hint) && hint is not null ? $"{sentence}. {hint}" : CommandLineMessages.Instance.Of(failure.Problem).Sentence);
            output.Show(ReplicaTestRecord.Of(replica), static json => json.ReplicaTestRecord, Describe);
        }

        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> PruneAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var request = new PruneReplicasRequest
        {
            Archive = parsed.Access(),
            Replicas = parsed.GetValue(Pruned) ?? [],
            Removes = parsed.GetValue(Yes),
            AllowsBelowPolicy = parsed.GetValue(AllowBelowPolicy),
        };
        var result = await new PruneReplicasOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var replica in result.Replicas)
        {
            if (replica.Failure is { } failure)
                output.Warn(CommandLineMessages.Instance.Of(failure.Problem) is var (sentence, hint) && hint is not null ? $"{sentence}. {hint}" : CommandLineMessages.Instance.Of(failure.Problem).Sentence);
            output.Show(ReplicaPrunedRecord.Of(replica, result.IsDryRun), static json => json.ReplicaPrunedRecord, Describe);
        }

        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(ReplicaPrunedRecord replica)
    {
        if (replica.Error is not null && replica.Objects == 0)
            return $"Replica {replica.Replica}: NOT PRUNED";
        var waiting = replica.Waiting == 0 ? "" : $"; {Quantity.Count(replica.Waiting, "object", "objects")} ({Quantity.Bytes(replica.WaitingBytes)}) wait until {PruneReplicasOperation.GraceAudits} further audits and {PruneReplicasOperation.GraceTime.Days} days have passed";
        var text = $"Replica {replica.Replica}: {Quantity.Count(replica.Objects, "object", "objects")} ({Quantity.Bytes(replica.Bytes)}) {(replica.DryRun ? "would be removed" : "removed")}{waiting}";
        return replica.DryRun && replica.Objects > 0 ? text + "; --yes removes them" : text;
    }

    private static string Describe(ReplicaRecord replica) =>
        $"{replica.Name}  {replica.Address}  vendor {replica.Vendor}, {replica.Geography}, jurisdiction {replica.Jurisdiction}"
        + (replica.Backbone is { } backbone ? $", backbone {backbone}" : "") + (replica.Account is { } account ? $", account {account}" : "")
        + $", {replica.Medium}{(replica.Offline ? ", offline" : "")}, "
        + (replica.LastSeen is { } seen ? string.Create(CultureInfo.InvariantCulture, $"last seen {seen:yyyy-MM-dd HH:mm} UTC") : "never seen")
        + (replica.Capabilities.Count == 0 ? ""
            : $"\n  {string.Join(", ", replica.Capabilities.Where(entry => entry.Key != "kind").OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key.Replace('_', ' ')}: {entry.Value}"))}");

    private static string Describe(ReplicaTestRecord replica)
    {
        if (replica.Error is not null)
            return $"Replica {replica.Replica}: NOT TESTED";
        (string Name, bool? Value)[] found =
        [
            ("writes", replica.Writes), ("reads", replica.Reads), ("ranges", replica.Ranges), ("refuses ranges past the end", replica.RefusesPastEnd), ("lists at once", replica.ListsAtOnce),
            ("keeps what is there", replica.RefusesExisting), ("checks content", replica.ChecksContent), ("removes", replica.Removes),
        ];
        var text = $"Replica {replica.Replica} ({replica.Kind}): {(replica.IsGood ? "good" : "WEAKER THAN NEEDED")}: "
            + string.Join(", ", found.Select(entry => $"{entry.Name}: {entry.Value switch { true => "yes", false => "no", null => "unknown" }}"))
            + string.Create(CultureInfo.InvariantCulture, $"; first request {replica.FirstRequestMs:0} ms");
        if (replica.Bucket is { } bucket)
            text += $"\n  bucket: {Describe(bucket)}";
        return text + string.Concat(replica.Steps.Where(step => step.Error is not null).Select(step => $"\n  {step.Request.Replace('_', ' ')}: {step.Error}"));
    }

    private static string Describe(BucketRecord bucket)
    {
        (string Name, string? Value)[] found =
        [
            ("versioning", bucket.Versioning),
            ("object lock", bucket.ObjectLock switch { null => null, false => "no", true when bucket.LockDays is { } days => $"{Quantity.Count(days, "day", "days")}, {bucket.LockMode}", true => "yes, without a default" }),
            ("obeys conditions", Of(bucket.ConditionalPut)),
            ("states SHA-256", Of(bucket.StatesSha256)),
            ("storage classes", bucket.StorageClasses is { } classes ? classes.Count == 0 ? "no packs" : string.Join(", ", classes.Select(one => one.Name + (one.IsCold is true ? " (cold)" : ""))) : null),
            ("lifecycle rules", bucket.Rules is { } rules ? rules.Count == 0 ? "none" : string.Join(", ", rules.Select(Describe)) : null),
        ];
        return string.Join("; ", found.Select(entry => $"{entry.Name}: {entry.Value ?? "unknown"}")) + (bucket.SettingsHidden ? " (the keys may not see all of it)" : "");
    }

    private static string Describe(BucketRuleRecord rule) =>
        $"{rule.Effect.Replace('_', ' ')}{(rule.PacksOnly ? " packs" : "")}{(rule.StorageClass is { } to ? $" to {to}" : "")}{(rule.Days is { } days ? $" after {Quantity.Count(days, "day", "days")}" : " on a date")}";

    private static string? Of(bool? value) => value switch { true => "yes", false => "no", null => null };
}
