using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The first copy cannot be opened, and others are read instead of it.</summary>
/// <param name="Place">The copy: the address of the repository, or the name of a replica.</param>
/// <param name="Cause">Why it cannot be opened.</param>
/// <param name="Others">The names of the copies that are tried instead.</param>
public sealed record ReadingFromOthers(string Place, Cause Cause, IReadOnlyList<string> Others) : Problem(Failure.None, Place);
