using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The console of the machine did not show the expected text in time.</summary>
public sealed record ConsoleSilent(string Pattern, TimeSpan Patience) : Problem(Failure.Failed, "virtual machine");
