using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Brings one replica up to date, and reports what that took.</summary>
internal static class ReplicaFilling
{
    /// <summary>Opens, compares and fills one copy. What fails is returned: it must not keep other copies waiting.</summary>
    internal static async Task<CopyAttempt> TryAsync(
        OperationContext context, CopyPlaces places, IObjectStore source, string name, string address, Beginning beginning, CancellationToken cancellationToken)
    {
        IObjectStore? target = null;
        try
        {
            target = await places.OpenAsync(name, address, beginning, cancellationToken);
            var result = await RunAsync(context, source, name, target, cancellationToken);
            await places.RememberAsync(address, target, cancellationToken);
            return new CopyAttempt(target, result, null);
        }
        catch (ArchivistException failure)
        {
            return new CopyAttempt(target, null, failure);
        }
        catch (IOException failure)
        {
            return new CopyAttempt(target, null, Failures.Of(failure));
        }
        catch (UnauthorizedAccessException failure)
        {
            return new CopyAttempt(target, null, new ArchivistException(new ReplicaAccessDenied(name, new Cause.Detail(failure.Message)), failure));
        }
    }

    /// <summary>Fills a copy that was opened.</summary>
    internal static async Task<SynchronizeResult> RunAsync(
        OperationContext context, IObjectStore source, string name, IObjectStore target, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        target.Find<ICleanableStore>()?.RemoveUnfinished();
        var result = await new ReplicaSynchronizer(source, target).RunAsync(context.Progress(Work.Copying, subject: name), cancellationToken);
        context.Events.Report(new OperationEvent.Replicated(name, target.Location, result, context.Clock.GetElapsedTime(startedAt)));
        return result;
    }
}
