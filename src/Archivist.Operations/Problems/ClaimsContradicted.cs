using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The settings claim different failure domains for two replicas, and what was looked up contradicts that.</summary>
/// <param name="First">The name of one replica.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="Ground">What they share.</param>
/// <param name="Claims">What the settings claim to be different.</param>
public sealed record ClaimsContradicted(string First, string Second, SharedGround Ground, IReadOnlyList<ClaimedDomain> Claims) : Problem(Failure.Findings, Second);
