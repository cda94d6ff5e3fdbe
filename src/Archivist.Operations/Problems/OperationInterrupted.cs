using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The operator stopped the operation.</summary>
public sealed record OperationInterrupted() : Problem(Failure.Interrupted, "operation");
