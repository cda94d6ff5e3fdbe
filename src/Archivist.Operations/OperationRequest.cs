using Archivist.Operations.Archives;

namespace Archivist.Operations;

/// <summary>What a front end wants of an operation. Immutable.</summary>
public abstract record OperationRequest
{
    /// <summary>Which archive is meant, and how it is opened.</summary>
    public ArchiveAccess Archive { get; init; } = new();
}
