using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>A key that was added.</summary>
/// <param name="Key">The key.</param>
public sealed record AddKeyResult(RepositoryKey Key) : OperationResult;
