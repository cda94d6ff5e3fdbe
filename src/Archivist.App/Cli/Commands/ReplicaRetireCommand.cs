using System.CommandLine;
using Archivist.Operations.Retiring;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replica retire</c></summary>
internal static class ReplicaRetireCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "Name of the replica." };
    private static readonly Option<bool> AllowBelowPolicy = new("--allow-below-policy") { Description = "Retire also if too few copies are good without it." };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be left." };

    internal static Command Create()
    {
        var command = new Command("retire", "Take a replica out of archivist.toml. Its data stays.\n\nExample: archivist replica retire cellar") { Name, AllowBelowPolicy, RetirementConfirmation.Yes, DryRun };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, isDryRun) = (parsed.Context(), parsed.GetValue(DryRun));
        var request = new RetireReplicaRequest(parsed.GetValue(Name)!)
        {
            Archive = parsed.Access(),
            AllowsBelowPolicy = parsed.GetValue(AllowBelowPolicy),
            IsConfirmed = parsed.GetValue(RetirementConfirmation.Yes),
            IsDryRun = isDryRun,
            Planned = plan => context.Output.Note($"without replica {plan.Name}: {Describe([.. plan.Policy.Select(PolicyRuleRecord.Of)])}"),
        };
        var result = await new RetireReplicaOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(ReplicaRetiredRecord.Of(result, isDryRun), static json => json.ReplicaRetiredRecord, Describe);
        return ExitCode.Of(result.Verdict);
    }

    /// <summary>The rules of the policy in one line.</summary>
    internal static string Describe(IReadOnlyList<PolicyRuleRecord> policy) =>
        $"Policy: {string.Join(", ", policy.Where(rule => rule.Wanted > 0).Select(rule => $"{rule.Counted} of {rule.Wanted} {rule.Rule}"))}";

    private static string Describe(ReplicaRetiredRecord retired) => retired.DryRun
        ? $"Replica {retired.Replica} would be taken out of {retired.Settings}; its data at {retired.Address} would stay"
        : $"Replica {retired.Replica} is taken out of {retired.Settings}. Its data is still at {retired.Address}; remove it there if it is no longer wanted.";
}
