using System.CommandLine;
using Archivist.App.Composition;
using Archivist.App.Schedules;
using Archivist.App.Configuration;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist config check</c></summary>
internal static class ConfigCommand
{
    internal static Command Create()
    {
        var check = new Command("check", "Read the settings, every schedule and the disc template, and say what is wrong.\n\nExample: archivist config check");
        check.SetAction(CheckAsync);
        return new Command("config", "Look at the settings.") { check };
    }

    private static async Task<int> CheckAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = CommandContext.Current.Output;
        var settings = await Session.ReadSettingsAsync(parsed, cancellationToken);
        var schedules = ScheduleReader.Library.List(settings.File);
        foreach (var name in schedules)
            await ScheduleReader.ReadAsync(name, settings, cancellationToken);
        var template = await DiscTemplateReader.ReadAsync(settings.Disc.Template, settings.File, cancellationToken);
        output.Show(
            new ConfigRecord("config", settings.File, settings.Disk.Name, [.. settings.Overridden], settings.Replicas.Count, schedules, template.Name),
            CliJson.Default.ConfigRecord,
            record => $"{record.File} is right: disk {record.Disk}, {Quantity.Count(record.Replicas, "replica", "replicas")}, "
                + $"schedules {string.Join(", ", record.Schedules)}, disc template {record.Template}"
                + (record.Overridden.Count == 0 ? "" : $"; overridden by {string.Join(", ", record.Overridden)}"));
        return 0;
    }
}
