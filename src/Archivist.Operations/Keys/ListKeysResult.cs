using Archivist.Keys.Keyrings;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>The keys of a repository.</summary>
/// <param name="Keys">Each key; one of them is in use.</param>
/// <param name="Keyring">Who can open it through its keyring; empty without one.</param>
public sealed record ListKeysResult(IReadOnlyList<RepositoryKey> Keys, IReadOnlyList<KeyringEntry> Keyring) : OperationResult;
