using Archivist.Operations.Events;
using Archivist.Operations.Schedules;
using Archivist.TestKit;

namespace Archivist.Tests.Operations;

/// <summary>A scheduler without threads: it fires when a test says so, on the thread of the test, and serves nothing.</summary>
internal sealed class FakeServiceHost(ManualClock clock) : IServiceHost
{
    private readonly List<CalendarJob> _jobs = [];

    /// <summary>The work of the service that was started last.</summary>
    internal ServiceWork? Work { get; private set; }

    /// <summary>The jobs that are planned.</summary>
    internal IReadOnlyList<CalendarJob> Jobs => _jobs;

    /// <summary>What is said to run somewhere, though not here.</summary>
    internal HashSet<string> Elsewhere { get; } = [];

    internal bool IsReady { get; private set; }

    /// <summary>Starts nothing but what a test fires.</summary>
    internal bool IsDeaf { get; set; }

    public Task<IRunningService> StartAsync(ServiceWork work, CancellationToken cancellationToken)
    {
        Work = work;
        return Task.FromResult<IRunningService>(new Running(this));
    }

    /// <summary>The first time after now at which a job fires; null when none does.</summary>
    internal DateTimeOffset? FindNext() => _jobs.Select(job => NextOf(job, clock.GetUtcNow())).Min();

    /// <summary>Fires all jobs whose calendar names this very moment, one after the other.</summary>
    internal async Task FireAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var job in _jobs.Where(job => !Elsewhere.Contains(job.Name) && NextOf(job, now.AddTicks(-1)) == now).ToList())
            await FireAsync(job.Name);
    }

    /// <summary>Fires a job now.</summary>
    internal Task FireAsync(string job) => Work!.RunAsync(new JobFiring(job, clock.GetUtcNow(), new Progress<JobProgress>()), CancellationToken.None);

    private static DateTimeOffset? NextOf(CalendarJob job, DateTimeOffset after) =>
        new ScheduleTimes(new ScheduleFile("", job.Name, job.Cron, job.TimeZone, MisfireRule.RunOnce, [])).NextAfter(after);

    private sealed class Running(FakeServiceHost host) : IRunningService
    {
        public string Address => "http://127.0.0.1:8700/";

        public Task PlanAsync(IReadOnlyCollection<CalendarJob> jobs, CancellationToken cancellationToken)
        {
            host._jobs.Clear();
            host._jobs.AddRange(jobs);
            return Task.CompletedTask;
        }

        public CancellationToken Stopping => CancellationToken.None;

        public async Task StartAsync(string job, CancellationToken cancellationToken)
        {
            if (!host.IsDeaf)
                await host.FireAsync(job);
        }

        public Task<IReadOnlyCollection<string>> ListRunningAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyCollection<string>>(host.Elsewhere);

        public void ReportReady() => host.IsReady = true;

        public void Rest()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
