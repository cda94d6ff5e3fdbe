using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The repository or a replica of the settings is not as it should be.</summary>
public sealed record PlaceNotAsExpected(string? Replica, string Address, Cause Reason) : Problem(Failure.None, Address);
