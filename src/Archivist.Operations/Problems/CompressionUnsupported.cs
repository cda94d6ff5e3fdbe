using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A repository of format version 1 cannot hold compressed content.</summary>
public sealed record CompressionUnsupported(string Repository) : Problem(Failure.Usage, Repository);
