using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>A server did not carry out a request.</summary>
public sealed record ServerFailed(string Location, ServerAction Action, string Name, ServerFault Fault) : Problem(Failure.TooFewReplicas, Location);
