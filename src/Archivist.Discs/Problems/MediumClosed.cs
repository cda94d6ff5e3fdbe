using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The medium in a drive is written and closed.</summary>
public sealed record MediumClosed(string Location, string Medium) : Problem(Failure.MediumFailed, Location);
