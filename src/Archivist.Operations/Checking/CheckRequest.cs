using Archivist.Repository.Checking;

namespace Archivist.Operations.Checking;

/// <summary>Which parts of a repository to check.</summary>
public sealed record CheckRequest : OperationRequest
{
    /// <summary>The packs whose every byte is read and authenticated; null for none.</summary>
    public DataSubset? Data { get; init; }
}
