using Archivist.Platform.Problems;

namespace Archivist.Operations.Events;

/// <summary>What a service does and answers. Immutable; its functions are thread-safe.</summary>
public sealed record ServiceWork
{
    /// <summary>Names the service among others that share a store of jobs.</summary>
    public required string Name { get; init; }

    /// <summary>Address and port for health, such as <c>127.0.0.1:8700</c>; port 0 takes a free one.</summary>
    public required string Listen { get; init; }

    /// <summary>Where the scheduler keeps its jobs.</summary>
    public required JobPlace Jobs { get; init; }

    /// <summary>Runs a job, or finds that there is nothing to do. One job never runs twice at a time. Throws only when it is stopped.</summary>
    public required Func<JobFiring, CancellationToken, Task> RunAsync { get; init; }

    /// <summary>Whether the service still looks after its schedules. Returns at once.</summary>
    public required Func<bool> IsAlive { get; init; }

    /// <summary>How the schedules are. Returns at once.</summary>
    public required Func<ServiceHealth> FindHealth { get; init; }

    /// <summary>What requests for metrics must show; null to serve none.</summary>
    public ReadOnlyMemory<byte>? MetricsToken { get; init; }

    /// <summary>Measures the archive, and gives the text for a request with the token.</summary>
    public required Func<CancellationToken, Task<string>> MeasureAsync { get; init; }

    /// <summary>Receives what goes wrong in the scheduler, which goes on.</summary>
    public required Action<Problem> Warn { get; init; }

    /// <summary>The time.</summary>
    public required TimeProvider Clock { get; init; }
}
