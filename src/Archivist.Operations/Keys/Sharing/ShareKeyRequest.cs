using Archivist.Keys.Shares;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>How a new key of a repository is split into shares.</summary>
public sealed record ShareKeyRequest : OperationRequest
{
    /// <summary>How many groups are needed, 1 to the number of <see cref="Groups"/>.</summary>
    public int GroupThreshold { get; init; } = 1;

    /// <summary>The groups, 1 to 16.</summary>
    public required IReadOnlyList<ShareGroup> Groups { get; init; }

    /// <summary>Prints a sheet for each share; null for none.</summary>
    public SheetOptions? Sheets { get; init; }
}
