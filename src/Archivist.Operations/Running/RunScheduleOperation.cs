using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying;
using Archivist.Operations.Problems;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Reports.Runs;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Running;

/// <summary>Runs all steps of a schedule now, or those that a run which was killed has not done. One process at a time runs one schedule.</summary>
public sealed class RunScheduleOperation(OperationEnvironment environment) : Operation<RunScheduleRequest, RunScheduleResult>(environment)
{
    private protected override async Task<RunScheduleResult> RunAsync(RunScheduleRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var schedule = await ScheduleReader.ReadAsync(request.Schedule, settings, cancellationToken);
        var entries = new Bookkeeping();
        using var journal = await OpenAsync(context, settings, request.Continues, entries, cancellationToken);
        using var held = journal is null ? null : await journal.TryTakeAsync(schedule.Name, context.Clock, cancellationToken) ?? throw new ArchivistException(new RunUnderWay(schedule.Name));
        var definition = Digest.Of(await File.ReadAllBytesAsync(schedule.File, cancellationToken)).ToString();
        var journaled = journal is null ? null
            : request.Continues ? FindUnfinished(journal, schedule.Name, definition)
            : Begin(context, journal, schedule.Name, definition, isExpected: request.FindNetworkHold is not null);
        if (request.Continues && journaled is null)
            return new RunScheduleResult(schedule.Name, null, [], TimeSpan.Zero) { IsNothingToContinue = true };
        var run = new ScheduleRun(context, settings, schedule, journaled is null ? null : (journal!, journaled), entries) { FindNetworkHold = request.FindNetworkHold };
        var worst = await RunAsync(context, settings, schedule, journaled, run, cancellationToken);
        return new RunScheduleResult(schedule.Name, run.Image, run.Reports, context.Clock.GetElapsedTime(startedAt)) { Verdict = worst };
    }

    /// <summary>Runs it, and reports that it began and how it ended. A run that is stopped, or waits for the network, goes on later, so it has not ended.</summary>
    private static async Task<Failure> RunAsync(
        OperationContext context, ArchivistSettings settings, ScheduleFile schedule, JournaledRun? journaled, ScheduleRun run, CancellationToken cancellationToken)
    {
        await using var notices = RunNotices.Begin(context, settings, schedule.Name, RunDescription.Of(settings, schedule, journaled?.Id, journaled?.Started ?? context.Clock.GetUtcNow(), null));
        try
        {
            var worst = await run.RunAsync(cancellationToken);
            await notices.EndAsync(worst, [.. run.FailureReports.Select(failure => RunWords.Sentence(failure.What, failure.Cause))], isOver: true, cancellationToken);
            return worst;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested && cause is not ArchivistException { Problem: RunHeld })
        {
            var failure = Failures.Of(cause, isStopped: false);
            await notices.EndAsync(failure.Failure, [context.Describe(failure.Problem).Sentence], isOver: false, cancellationToken);
            throw;
        }
    }

    /// <summary>Without a journal a run goes ahead, but there is nothing that could be continued; in a cluster it would not know whether another machine runs it too.</summary>
    private static async Task<RunJournal?> OpenAsync(OperationContext context, ArchivistSettings settings, bool continues, Bookkeeping entries, CancellationToken cancellationToken)
    {
        try
        {
            return await RunJournals.OpenAsync(context, settings, cancellationToken);
        }
        catch (Exception cause) when (!continues && settings.Cluster is null && cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            entries.Add(cause);
            return null;
        }
    }

    private static JournaledRun? FindUnfinished(RunJournal journal, string schedule, string definition) =>
        journal.FindLast(schedule) is not { Ended: null } run ? null
        : run.Definition == definition ? run
        : throw new ArchivistException(new RunNotContinuable(schedule, run.Started));

    private static JournaledRun Begin(OperationContext context, RunJournal journal, string schedule, string definition, bool isExpected)
    {
        // A service has reasons to begin again, and says which.
        if (!isExpected && journal.FindLast(schedule) is { Ended: null } earlier)
            context.Warn(new RunNotFinished(schedule, earlier.Started));
        return journal.Begin(schedule, definition, context.Clock.GetUtcNow());
    }
}
