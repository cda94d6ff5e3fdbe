using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Two copies that no claim keeps apart are lost together.</summary>
/// <param name="First">The name of one replica; null for the repository.</param>
/// <param name="Second">The name of another replica.</param>
/// <param name="Ground">What they share.</param>
public sealed record CopiesLieTogether(string? First, string Second, SharedGround Ground) : Problem(Failure.None, Second);
