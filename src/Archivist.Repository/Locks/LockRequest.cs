using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Repository.Locks;

/// <summary>What lock is wanted.</summary>
public sealed record LockRequest
{
    /// <summary>Nobody else may work meanwhile: for what removes or rewrites.</summary>
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
