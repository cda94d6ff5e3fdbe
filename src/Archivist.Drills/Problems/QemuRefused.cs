using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>QEMU ended on its own before the machine did anything.</summary>
/// <param name="Tool">The program.</param>
/// <param name="Words">The last line that it wrote; null when it was silent.</param>
public sealed record QemuRefused(string Tool, string? Words) : Problem(Failure.Failed, Tool);
