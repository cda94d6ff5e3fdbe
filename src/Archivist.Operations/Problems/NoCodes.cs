using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An archive has no one-time code left, or none was ever made.</summary>
/// <param name="Archive">The archive.</param>
public sealed record NoCodes(string Archive) : Problem(Failure.Usage, "codes");
