using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>The root hash of the checkpoint is not that of the entries.</summary>
public sealed record CheckpointRootWrong() : Problem(Failure.Tampering, "checkpoint");
