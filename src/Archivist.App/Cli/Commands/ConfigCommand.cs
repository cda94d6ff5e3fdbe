using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Replicating;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

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
        var output = parsed.Context().Output;
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var schedules = ScheduleReader.Library.List(settings.File);
        foreach (var name in schedules)
            await ScheduleReader.ReadAsync(name, settings, cancellationToken);
        var template = await DiscTemplateReader.ReadAsync(settings.Disc.Template, settings.File, cancellationToken);
        var worst = await LookAtPlacesAsync(parsed.Context(), settings, cancellationToken);
        output.Show(
            new ConfigRecord("config", settings.File, settings.Disk.Name, [.. settings.Overridden], settings.Replicas.Count, schedules, template.Name),
            CliJson.Default.ConfigRecord,
            record => $"{record.File} is right: disk {record.Disk}, {Quantity.Count(record.Replicas, "replica", "replicas")}, "
                + $"schedules {string.Join(", ", record.Schedules)}, disc template {record.Template}"
                + (record.Overridden.Count == 0 ? "" : $"; overridden by {string.Join(", ", record.Overridden)}"));
        return (int)worst;
    }

    /// <summary>Looks at the repository and every replica, and says what is there; changes nothing.</summary>
    private static async Task<Failure> LookAtPlacesAsync(CommandContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context.Operation, settings.Disk.Repository);
        places.RequireDistinct([.. settings.Replicas.Select(replica => (replica.Name, replica.Url))]);
        var worst = Failure.None;
        foreach (var (name, address) in settings.Replicas.Select(replica => ($"replica {replica.Name}", replica.Url)).Prepend(("repository", settings.Disk.Repository)))
        {
            try
            {
                context.Output.Note($"looked at {name}, {address}: {await places.DescribeAsync(address, cancellationToken)}");
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                context.Output.Warn($"looked at {name}, {address}: {context.Operation.Describe(cause)}");
                if (worst is Failure.None)
                    worst = (cause as ArchivistException)?.Failure ?? Failure.Failed;
            }
        }

        return worst;
    }
}
