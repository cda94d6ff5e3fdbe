using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The console of the machine did not show in time what was waited for.</summary>
public sealed record ConsoleSilent(string Pattern, TimeSpan Patience) : Problem(Failure.Failed, "virtual machine");
