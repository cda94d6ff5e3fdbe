using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A checkpoint that a client sent was not cosigned.</summary>
public sealed record CheckpointNotCosigned(string Address, Archivist.Evidence.Witnessing.WitnessAnswer Answer) : Problem(Failure.None, Address);
