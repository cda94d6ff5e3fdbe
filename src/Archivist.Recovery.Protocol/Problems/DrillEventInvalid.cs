using Archivist.Platform.Problems;

namespace Archivist.Recovery.Protocol.Problems;

/// <summary>A line is no event of a drill.</summary>
public sealed record DrillEventInvalid(Cause Cause) : Problem(Failure.Failed, "drill event");
