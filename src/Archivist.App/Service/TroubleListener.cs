using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Quartz;

namespace Archivist.App.Service;

/// <summary>Reports what goes wrong in the scheduler.</summary>
internal sealed class TroubleListener(ServiceWork work) : ISchedulerListener
{
    /// <inheritdoc/>
    public ValueTask SchedulerError(IScheduler scheduler, SchedulerErrorContext context, CancellationToken cancellationToken = default)
    {
        // A job that is stopped with the service is no trouble.
        if (context.Exception?.GetBaseException() is not OperationCanceledException)
            work.Warn(new SchedulerTrouble(ServiceHost.NameOf(work.Jobs), new Cause.Detail(context.Exception?.GetBaseException().Message ?? context.Message)));
        return ValueTask.CompletedTask;
    }
}
