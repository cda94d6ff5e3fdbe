using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A repository that was begun to share a path was not finished, and stays at its place.</summary>
public sealed record SharedPlaceUnfinished(string Location) : Problem(Failure.Failed, Location);
