using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>The configuration of a repository was read twice, with two results.</summary>
public sealed record ConfigurationUnstable(string Location) : Problem(Failure.MediumFailed, Location);
