using System.CommandLine;
using Archivist.Operations.Inspecting;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist config check</c></summary>
internal static class ConfigCommand
{
    internal static Command Create()
    {
        var check = new Command("check", "Check the settings, every schedule and the disc template.\n\nExample: archivist config check");
        check.SetAction(CheckAsync);
        return new Command("config", "Check the settings.") { check };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new CheckConfigurationOperation(context.Environment).RunAsync(
            new CheckConfigurationRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        context.Output.Show(
            new ConfigRecord("config", result.File, result.Archive, result.Overridden, result.Replicas, result.Schedules, result.Template),
            static json => json.ConfigRecord,
            record => $"{record.File} is valid: archive {record.Disk}, {Quantity.Count(record.Replicas, "replica", "replicas")}, "
                + $"schedules {string.Join(", ", record.Schedules)}, disc template {record.Template}"
                + (record.Overridden.Count == 0 ? "" : $"; overridden by {string.Join(", ", record.Overridden)}"));
        return ExitCode.Of(result.Verdict);
    }
}
