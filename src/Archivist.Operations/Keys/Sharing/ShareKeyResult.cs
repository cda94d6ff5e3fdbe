using Archivist.Keys.Shares;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>A key that was added, and the shares of its password. They exist nowhere else.</summary>
/// <param name="Key">The key.</param>
/// <param name="Groups">The shares of each group.</param>
public sealed record ShareKeyResult(RepositoryKey Key, IReadOnlyList<IReadOnlyList<Share>> Groups) : OperationResult
{
    /// <summary>The sheets that were printed, share by share; empty when none were wanted.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>What they mean for earlier shares and sheets.</summary>
    public PaperChange Paper { get; init; } = PaperChange.None;

    /// <summary>What they have in common.</summary>
    public ShareParameters Set => Groups[0][0].Set;
}
