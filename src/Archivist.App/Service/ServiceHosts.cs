using Archivist.Operations.Events;

namespace Archivist.App.Service;

/// <summary>Runs services in this program. Nothing of scheduler and web server is loaded before the first one starts.</summary>
internal sealed class ServiceHosts : IServiceHost
{
    /// <inheritdoc/>
    public Task<IRunningService> StartAsync(ServiceWork work, CancellationToken cancellationToken) => ServiceHost.StartAsync(work, cancellationToken);
}
