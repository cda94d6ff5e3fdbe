using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A server has no space left.</summary>
public sealed record ServerFull(string Location, ServerAction Action, string Name) : Problem(Failure.NoSpace, Location);
