using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The medium in a drive is not empty.</summary>
public sealed record MediumNotEmpty(string Location, string Medium) : Problem(Failure.MediumFailed, Location);
