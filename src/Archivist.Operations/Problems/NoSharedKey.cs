using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No key of the archive was split into shares.</summary>
/// <param name="Archive">The name of the archive.</param>
public sealed record NoSharedKey(string Archive) : Problem(Failure.Usage, Archive);
