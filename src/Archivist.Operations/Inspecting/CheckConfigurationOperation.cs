using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>Reads the settings, every schedule and the disc template, and looks at the places that they name. Changes nothing.</summary>
public sealed class CheckConfigurationOperation(OperationEnvironment environment) : Operation<CheckConfigurationRequest, CheckConfigurationResult>(environment)
{
    private protected override async Task<CheckConfigurationResult> RunAsync(CheckConfigurationRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var schedules = ScheduleReader.Library.List(settings.File);
        foreach (var name in schedules)
            await ScheduleReader.ReadAsync(name, settings, cancellationToken);
        var template = await DiscTemplateReader.ReadAsync(settings.Disc.Template, settings.File, cancellationToken);
        return new CheckConfigurationResult(settings.File, settings.Archive.Name, [.. settings.Overridden], settings.Replicas.Count, schedules, template.Name)
        {
            Verdict = await LookAtPlacesAsync(archive.Context, settings, cancellationToken),
        };
    }

    /// <summary>Looks at the repository and every replica, and reports what is there.</summary>
    private static async Task<Failure> LookAtPlacesAsync(OperationContext context, ArchivistSettings settings, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. settings.Replicas.Select(replica => (replica.Name, replica.Url))]);
        var worst = Failure.None;
        foreach (var (replica, address) in settings.Replicas.Select(replica => ((string?)replica.Name, replica.Url)).Prepend((null, settings.Archive.Repository)))
        {
            try
            {
                context.Note(new Notice.PlaceInspected(replica, address, await places.InspectAsync(address, cancellationToken)));
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                context.Warn(new PlaceNotAsExpected(replica, address, Cause.Of(cause)));
                worst = Severity.Worse(worst, (cause as ArchivistException)?.Failure ?? Failure.Failed);
            }
        }

        return worst;
    }
}
