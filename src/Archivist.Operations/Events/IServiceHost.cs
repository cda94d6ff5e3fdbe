using Archivist.Platform.Problems;

namespace Archivist.Operations.Events;

/// <summary>Runs the jobs of a service by a calendar and answers over the web; the front end that has a scheduler and a web server implements it. Thread-safe.</summary>
public interface IServiceHost
{
    /// <summary>Starts. Until <see cref="IRunningService.PlanAsync"/> only jobs start that were interrupted the last time.</summary>
    /// <param name="work">What is done and answered.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: no address and port; <see cref="Failure.Failed"/>: it cannot be listened on, or the store of jobs cannot be used.
    /// </exception>
    Task<IRunningService> StartAsync(ServiceWork work, CancellationToken cancellationToken);
}
