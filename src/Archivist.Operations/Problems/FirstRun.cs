using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Nothing of the settings was ever there, so the first run creates everything.</summary>
public sealed record FirstRun(string Repository) : Problem(Failure.None, Repository);
