using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Notifying;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist notify</c></summary>
internal static class NotifyCommand
{
    private static readonly Argument<string?> Target = new("name") { Description = "Name of the target [all].", Arity = ArgumentArity.ZeroOrOne };

    internal static Command Create()
    {
        var test = new Command("test", "Send a test to each target of notifications.\n\nExample: archivist notify test phone") { Target };
        test.SetAction(TestAsync);
        var list = new Command("list", "List the targets of notifications and the open incidents.\n\nExample: archivist notify list");
        list.SetAction(ListAsync);
        return new Command("notify", "List and test the targets of notifications.") { test, list };
    }

    private static async Task<int> TestAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new TestNotificationsRequest { Archive = parsed.Access(), Target = parsed.GetValue(Target), Tested = tested => Show(context, tested) };
        var result = await new TestNotificationsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(CommandContext context, TestedTarget tested)
    {
        var message = tested.Problem is { } problem ? CommandLineMessages.Instance.Of(problem) : null;
        context.Output.Show(
            new NotifyTestRecord("notify_test", tested.Name, tested.To, message is null, tested.Answer, message?.Sentence, message?.Hint),
            static json => json.NotifyTestRecord,
            record => record.IsDelivered
                ? $"{record.Target} ({record.To}): delivered{(record.Answer is { Length: > 0 } answer ? $"; it answered: {Printable.Of(answer)}" : "")}"
                : $"{record.Target} ({record.To}): NOT DELIVERED: {record.Message}{(record.Hint is { } hint ? $"\n  {hint}" : "")}");
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new ListNotificationsOperation(context.Environment).RunAsync(new ListNotificationsRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        foreach (var target in result.Targets)
            context.Output.Show(NotifyTargetRecord.Of(target), static json => json.NotifyTargetRecord, Describe);
        foreach (var incident in result.Incidents)
            context.Output.Show(IncidentRecord.Of(incident), static json => json.IncidentRecord, Describe);
        if (result.Targets.Count == 0)
            context.Output.Line("No one is notified: archivist.toml has no [[notify]].");
        else if (result.Incidents.Count == 0)
            context.Output.Line("No incident is open.");
        return ExitCode.Of(result.Verdict);
    }

    private static string Describe(NotifyTargetRecord target) =>
        $"{target.Target} ({target.To}): {string.Join(", ", target.On)}{(target.Schedules.Count > 0 ? $" of {string.Join(", ", target.Schedules)}" : "")}"
            + $"\n  last delivered: {Shown(target.LastDelivered) ?? "never"}"
            + (target.FailedSince is { } since ? $"; FAILING since {Shown(since)}: {Printable.Of(target.Cause ?? "")}" : "")
            + (target.Waiting > 0 ? $"\n  {Quantity.Count(target.Waiting, "notification waits", "notifications wait")}" : "")
            + (target.GivenUp > 0 ? $"\n  {Quantity.Count(target.GivenUp, "notification was", "notifications were")} given up" : "");

    private static string Describe(IncidentRecord incident) =>
        $"Incident {incident.Incident}: {incident.Schedule}, {incident.Kind}, open since {Shown(incident.Opened)}, {Quantity.Count(incident.Count, "event", "events")}, last notified {Shown(incident.Notified)}"
            + string.Concat(incident.Problems.Select(problem => $"\n  - {Printable.Of(problem)}"));

    private static string? Shown(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
