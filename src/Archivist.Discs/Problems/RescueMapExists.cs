using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The map of a rescue exists already.</summary>
public sealed record RescueMapExists(string Path) : Problem(Failure.Usage, Path);
