using Archivist.Keys.Keyrings;
using Archivist.Operations.Keys.Sharing;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>The keys of a repository.</summary>
/// <param name="Keys">Each key; one of them is in use.</param>
/// <param name="Keyring">Who can open it through its keyring; empty without one.</param>
public sealed record ListKeysResult(IReadOnlyList<RepositoryKey> Keys, IReadOnlyList<KeyringEntry> Keyring) : OperationResult
{
    /// <summary>Shares that open the repository, and paper that is void, as the ledger says.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;

    /// <summary>When those in the keyring were added and tested, as the ledger says.</summary>
    public IReadOnlyList<HeldKey> Held { get; init; } = [];
}
