using Archivist.Platform.Problems;

namespace Archivist.Operations;

/// <summary>What came of an operation that ran to its end. Immutable.</summary>
public abstract record OperationResult
{
    /// <summary>The most severe of what was found; <see cref="Failure.None"/> when all is well.</summary>
    public Failure Verdict { get; init; }
}
