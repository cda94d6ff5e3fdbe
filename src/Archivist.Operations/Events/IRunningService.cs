namespace Archivist.Operations.Events;

/// <summary>A service that runs until it is disposed of, which lets running jobs end in order. Thread-safe.</summary>
public interface IRunningService : IAsyncDisposable
{
    /// <summary>Where it answers, as <c>http://HOST:PORT/</c>.</summary>
    string Address { get; }

    /// <summary>Cancelled when the host is asked to end by something else than its caller, such as the service manager of Windows.</summary>
    CancellationToken Stopping { get; }

    /// <summary>Sets the jobs and their calendars; jobs that are not named any more start no more.</summary>
    Task PlanAsync(IReadOnlyCollection<CalendarJob> jobs, CancellationToken cancellationToken);

    /// <summary>Starts a planned job soon, once: one that waits to start is left alone, and one that is running starts when it has ended.</summary>
    Task StartAsync(string job, CancellationToken cancellationToken);

    /// <summary>The names of the jobs that are running, on any machine that shares the store.</summary>
    Task<IReadOnlyCollection<string>> ListRunningAsync(CancellationToken cancellationToken);

    /// <summary>Says that everything is up, to the supervisor of the process.</summary>
    void ReportReady();

    /// <summary>Says that nothing runs for now, so that memory can be given back.</summary>
    void Rest();
}
