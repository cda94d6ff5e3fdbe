using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The machine ended before its console showed the expected text.</summary>
public sealed record ConsoleEnded(string Pattern) : Problem(Failure.Failed, "virtual machine");
