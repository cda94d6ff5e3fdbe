using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An entry cannot be on a disc.</summary>
/// <param name="Path">Its path on the disc.</param>
/// <param name="Fault">Why.</param>
/// <param name="Target">The file that it is another name of; null for other faults.</param>
public sealed record DiscEntryRefused(string Path, NameFault Fault, string? Target = null) : Problem(Failure.Failed, Path);
