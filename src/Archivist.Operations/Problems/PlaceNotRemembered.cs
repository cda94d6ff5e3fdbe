using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>What is at an address cannot be recorded.</summary>
public sealed record PlaceNotRemembered(string Address, Cause Cause) : Problem(Failure.None, Address);
