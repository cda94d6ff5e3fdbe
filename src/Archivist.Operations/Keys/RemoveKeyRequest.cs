namespace Archivist.Operations.Keys;

/// <summary>Which key of a repository to remove.</summary>
public sealed record RemoveKeyRequest : OperationRequest
{
    /// <summary>The id of the key, or its beginning.</summary>
    public required string Key { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
