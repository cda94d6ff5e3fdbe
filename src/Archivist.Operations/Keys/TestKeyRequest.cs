using Archivist.Operations.Events;

namespace Archivist.Operations.Keys;

/// <summary>Asks whether a key opens the repository: the identity file of the access, a passphrase, or the password.</summary>
public sealed record TestKeyRequest : OperationRequest
{
    /// <summary>Tests the passphrase of the keyring.</summary>
    public bool IsPassphrase { get; init; }

    /// <summary>A file with the passphrase; null to have it asked with <see cref="Question.Password"/>.</summary>
    public string? PassphraseFile { get; init; }
}
