using Archivist.Keys.Keyrings;

namespace Archivist.Operations.Keys;

/// <summary>An entry of the keyring that was removed, or would be.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record RemoveRecipientResult(KeyringEntry Entry, bool IsDryRun) : OperationResult;
