using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying;

/// <summary>Sends each target a test, which is real: a mail arrives, a phone rings. A target that takes it also gets what waits for it.</summary>
public sealed class TestNotificationsOperation(OperationEnvironment environment) : Operation<TestNotificationsRequest, TestNotificationsResult>(environment)
{
    private protected override async Task<TestNotificationsResult> RunAsync(TestNotificationsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        if (settings.Notify.Count == 0)
            throw new ArchivistException(new NoNotifyTargets());
        var wanted = settings.Notify.Where(target => request.Target is null || target.Name == request.Target).ToList();
        if (wanted.Count == 0)
            throw new ArchivistException(new NotifyTargetUnknown(request.Target!, [.. settings.Notify.Select(target => target.Name)]));
        using var centre = NotificationCentre.TryOpen(archive.Context, settings) ?? throw new ArchivistException(new NotificationsUnusable(NotificationStore.FileOf(settings), new Cause.Known(new NoNotifyTargets())));
        var tested = new List<TestedTarget>();
        foreach (var target in wanted)
        {
            var result = await TestAsync(centre, target, cancellationToken);
            tested.Add(result);
            request.Tested(result);
        }

        return new TestNotificationsResult(tested) { Verdict = Severity.Worst(tested.Select(target => target.Problem?.Failure ?? Failure.None)) };
    }

    private static async Task<TestedTarget> TestAsync(NotificationCentre centre, NotifyTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return new TestedTarget(target.Name, target.To, await centre.TestAsync(target, cancellationToken), null);
        }
        catch (ArchivistException failure)
        {
            return new TestedTarget(target.Name, target.To, null, failure.Problem);
        }
    }
}
