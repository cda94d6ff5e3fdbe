using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Neither the request nor the settings name a replica.</summary>
public sealed record NoReplicasNamed() : Problem(Failure.Usage, "replicas");
