namespace Archivist.Operations.Keys.Sharing;

/// <summary>Someone who is in the keyring, as the ledger says.</summary>
/// <param name="Kind">One word: passphrase, x25519 or hybrid.</param>
/// <param name="Recipient">The fingerprint of the recipient; null for the passphrase.</param>
/// <param name="Added">When it was added.</param>
/// <param name="Tested">When it opened the repository last in a test; null for never.</param>
public sealed record HeldKey(string Kind, string? Recipient, DateTimeOffset Added, DateTimeOffset? Tested)
{
    /// <summary>Whether its last test, or its adding if it was never tested, is too long ago.</summary>
    public bool IsDue(DateTimeOffset now, TimeSpan patience) => (Tested ?? Added) < now - patience;

    internal bool Is(string kind, string? recipient) => Kind == kind && Recipient == recipient;
}
