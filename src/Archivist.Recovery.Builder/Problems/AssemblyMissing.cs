using Archivist.Platform.Problems;

namespace Archivist.Recovery.Builder.Problems;

/// <summary>An assembly of the recovery program is missing.</summary>
public sealed record AssemblyMissing(string Assembly, string Folder) : Problem(Failure.Failed, Assembly);
