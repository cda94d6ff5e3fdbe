namespace Archivist.Operations.Keys;

/// <summary>Who is to open the repository through its keyring no longer.</summary>
public sealed record RemoveRecipientRequest : OperationRequest
{
    /// <summary>A recipient as text; null for the passphrase.</summary>
    public string? Recipient { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }
}
