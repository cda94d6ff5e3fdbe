using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>The configuration of a repository has another length than its store announced.</summary>
public sealed record ConfigurationLengthWrong(string Location, long Length, long Announced) : Problem(Failure.Tampering, Location);
