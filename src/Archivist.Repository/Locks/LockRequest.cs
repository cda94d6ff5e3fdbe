using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Repository.Locks;

/// <summary>A request for a lock.</summary>
public sealed record LockRequest
{
    /// <summary>The lock excludes all others: required to remove or rewrite objects.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Nothing will be written: a lock that looks abandoned does not stand in the way, and stays where it is.</summary>
    public bool IsForReading { get; init; }

    /// <summary>Who asks.</summary>
    public required Operator Who { get; init; }

    /// <summary>How long to wait for others to finish; zero tries once.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Called once for each lock that is waited for, watched or passed over, with a problem of kind <see cref="Failure.None"/>.</summary>
    public Action<Problem>? Waiting { get; init; }
}
