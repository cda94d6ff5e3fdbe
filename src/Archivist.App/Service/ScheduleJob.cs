using Archivist.Operations.Events;
using Quartz;

namespace Archivist.App.Service;

/// <summary>Adapts a firing of Quartz to one call. Holds no rule of its own.</summary>
/// <param name="work">What is called.</param>
[DisallowConcurrentExecution]
internal sealed class ScheduleJob(ServiceWork work) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await work.RunAsync(
        new JobFiring(context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, new JobReports(context)), cancellationToken);

    private sealed class JobReports(IJobExecutionContext context) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => context.ReportProgress(value.Percent, value.Step);
    }
}
