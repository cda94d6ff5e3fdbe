using Archivist.Operations.Keys.Sharing;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>A key that was added.</summary>
/// <param name="Key">The key.</param>
/// <param name="Rewrapped">For how many recipients the keyring was written again with a new password.</param>
public sealed record AddKeyResult(RepositoryKey Key, int Rewrapped) : OperationResult
{
    /// <summary>What it means for shares and sheets.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;
}
