using System.Data.Common;
using Archivist.Operations.Events;
using Archivist.Platform.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Archivist.App.Service;

/// <summary>A service on Quartz and Kestrel.</summary>
/// <param name="application">The host.</param>
/// <param name="scheduler">Its scheduler.</param>
/// <param name="work">What is done.</param>
internal sealed class RunningService(WebApplication application, IScheduler scheduler, ServiceWork work) : IRunningService
{
    /// <summary>Triggers of the calendar, and those that start what is due besides.</summary>
    private const string Calendar = "calendar", Due = "due";

    /// <summary>The first request and the next answers come right after; what they need would be read again at once.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly ITimer _rest = work.Clock.CreateTimer(static _ => IdleMemory.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    private readonly Supervisor _supervisor = new(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public string Address { get; } = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/";

    /// <inheritdoc/>
    public CancellationToken Stopping => application.Lifetime.ApplicationStopping;

    /// <inheritdoc/>
    public Task PlanAsync(IReadOnlyCollection<CalendarJob> jobs, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var known = (await scheduler.QueryJobs(new JobQuery(), cancellationToken)).Items.Select(job => job.Key).ToList();
        foreach (var job in jobs)
        {
            var detail = JobBuilder.Create<ScheduleJob>().WithIdentity(job.Name).RequestRecovery().StoreDurably().Build();
            var trigger = TriggerBuilder.Create().ForJob(detail).WithIdentity(job.Name, Calendar)
                .WithCronSchedule(job.Cron, cron => cron.InTimeZone(job.TimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing))
                .WithOverlapPolicy(OverlapPolicy.Skip)
                .Build();
            await scheduler.AddJob(detail, AddJobOptions.Replacing, cancellationToken);
            await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
        }

        foreach (var gone in known.Where(key => jobs.All(job => job.Name != key.Name)))
            await scheduler.DeleteJob(gone, cancellationToken);
        return true;
    });

    /// <inheritdoc/>
    public Task StartAsync(string job, CancellationToken cancellationToken) => GuardAsync(async () => await scheduler.ScheduleTrigger(
        TriggerBuilder.Create().ForJob(new JobKey(job)).WithIdentity(job, Due).StartNow().Build(), TriggerConflict.Keep, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListRunningAsync(CancellationToken cancellationToken) => GuardAsync<IReadOnlyCollection<string>>(async () =>
        [.. (await scheduler.QueryFireInstances(new FireInstanceQuery(), cancellationToken)).Items.Select(firing => firing.JobKey?.Name).OfType<string>().Distinct()]);

    /// <inheritdoc/>
    public void ReportReady()
    {
        _supervisor.Feed(work.IsAlive, work.Clock);
        _supervisor.Ready();
    }

    /// <inheritdoc/>
    public void Rest() => _rest.Change(Settling, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _supervisor.Stopping();
        await _rest.DisposeAsync();
        using var limit = new CancellationTokenSource(ServiceHost.ShutdownTime);
        await application.StopAsync(limit.Token);
        await application.DisposeAsync();
        _supervisor.Dispose();
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (Exception cause) when (cause is SchedulerException or DbException)
        {
            throw ServiceHost.Refuse(work.Jobs, cause);
        }
    }
}
