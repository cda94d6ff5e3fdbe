using Archivist.Repository;

namespace Archivist.Capture;

/// <summary>What to restore, and where to.</summary>
public sealed record RestoreRequest
{
    /// <summary>The snapshot.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>The folder to restore into; made when it is not there.</summary>
    public required string Target { get; init; }

    /// <summary>Only this path of the snapshot and what lies below it, such as <c>/home/alice</c>; null for everything.</summary>
    public string? Include { get; init; }

    /// <summary>
    /// Files that are there already are compared and only what differs is written, in place. A run that is killed meanwhile leaves them
    /// partly changed; running it again finishes them.
    /// </summary>
    public bool Delta { get; init; }
}
