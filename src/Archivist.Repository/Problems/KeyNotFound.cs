using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>No key has an id that begins with the reference.</summary>
public sealed record KeyNotFound(string Reference) : Problem(Failure.Usage, Reference);
