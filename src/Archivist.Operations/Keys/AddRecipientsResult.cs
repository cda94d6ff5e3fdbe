using Archivist.Keys.Keyrings;

namespace Archivist.Operations.Keys;

/// <summary>What the keyring has now.</summary>
/// <param name="Entries">All entries.</param>
/// <param name="CreatedIdentity">An identity file that was created; null for none.</param>
public sealed record AddRecipientsResult(IReadOnlyList<KeyringEntry> Entries, string? CreatedIdentity) : OperationResult;
