using Archivist.Operations.Keys.Sharing;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Keys;

/// <summary>A key that was removed, or would be.</summary>
/// <param name="Key">The id of the key.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record RemoveKeyResult(Digest Key, bool IsDryRun) : OperationResult
{
    /// <summary>What it means for shares and sheets.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;
}
