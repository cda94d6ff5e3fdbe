using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>No console is left to ask.</summary>
internal sealed record ConsoleGone() : Problem(Failure.Interrupted, "console");
