using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>Nothing came from the machine for longer than a drill waits.</summary>
public sealed record MachineSilent(TimeSpan Silence) : Problem(Failure.Failed, "virtual machine");
