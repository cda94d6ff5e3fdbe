using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no space for what is fetched from a place.</summary>
public sealed record NoSpaceForCopy(string Path, string From) : Problem(Failure.NoSpace, Path);
