using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>An output is refused because of what is at its place.</summary>
/// <param name="Path">The output.</param>
/// <param name="Fault">Why.</param>
/// <param name="Other">The source that it is, or the repository that it lies in; null for other faults and for the archive's own repository.</param>
public sealed record OutputRefused(string Path, OutputFault Fault, string? Other = null) : Problem(Failure.Usage, Path);
