using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Copies that no claim keeps apart are lost together.</summary>
/// <param name="WithRepository">The repository is one of them.</param>
/// <param name="Replicas">The names of the others; never empty, and two at least without the repository.</param>
/// <param name="Ground">What they share.</param>
public sealed record CopiesLieTogether(bool WithRepository, IReadOnlyList<string> Replicas, SharedGround Ground) : Problem(Failure.None, Replicas[0]);
