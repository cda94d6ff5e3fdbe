using Archivist.Operations.Events;

namespace Archivist.Operations.Keys;

/// <summary>Who is to be able to open the repository through its keyring.</summary>
public sealed record AddRecipientsRequest : OperationRequest
{
    /// <summary>Recipients of age as text.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>An identity file, whose recipients are added; one that is missing is created with a new post-quantum identity. Null for none.</summary>
    public string? NewIdentityFile { get; init; }

    /// <summary>Adds a passphrase, in the place of one that is there.</summary>
    public bool IsPassphrase { get; init; }

    /// <summary>A file with the passphrase; null to have it asked with <see cref="Question.NewPassword"/>.</summary>
    public string? PassphraseFile { get; init; }
}
