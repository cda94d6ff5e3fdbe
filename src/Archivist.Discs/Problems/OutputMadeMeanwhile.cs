using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Another run made the output meanwhile.</summary>
public sealed record OutputMadeMeanwhile(string Path) : Problem(Failure.Usage, Path);
