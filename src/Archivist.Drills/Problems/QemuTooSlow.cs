using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>QEMU did not start the machine in time.</summary>
public sealed record QemuTooSlow(string Tool, TimeSpan Patience) : Problem(Failure.Failed, Tool);
