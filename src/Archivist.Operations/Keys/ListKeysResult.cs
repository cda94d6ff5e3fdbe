using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>The keys of a repository.</summary>
/// <param name="Keys">Each key; one of them is in use.</param>
public sealed record ListKeysResult(IReadOnlyList<RepositoryKey> Keys) : OperationResult;
