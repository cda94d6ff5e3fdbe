using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Schedules;

namespace Archivist.Operations.Running;

/// <summary>Runs all steps of a schedule now.</summary>
public sealed class RunScheduleOperation(OperationEnvironment environment) : Operation<RunScheduleRequest, RunScheduleResult>(environment)
{
    private protected override async Task<RunScheduleResult> RunAsync(RunScheduleRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var schedule = await ScheduleReader.ReadAsync(request.Schedule, settings, cancellationToken);
        var run = new ScheduleRun(context, settings, schedule);
        var worst = await run.RunAsync(cancellationToken);
        return new RunScheduleResult(schedule.Name, run.Image, run.Reports, context.Clock.GetElapsedTime(startedAt)) { Verdict = worst };
    }
}
