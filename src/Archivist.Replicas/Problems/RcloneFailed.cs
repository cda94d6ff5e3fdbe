using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>The rclone that serves a place does not serve it.</summary>
/// <param name="Location">The place.</param>
/// <param name="Fault">What went wrong.</param>
/// <param name="Words">The last line that rclone printed about it, without its date; null when it printed none.</param>
public sealed record RcloneFailed(string Location, RcloneFault Fault, string? Words)
    : Problem(Fault is RcloneFault.RemoteUnknown ? Failure.Usage : Failure.TooFewReplicas, Location);
