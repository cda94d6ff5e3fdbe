namespace Archivist.Reports.Runs;

/// <summary>A key of the keyring.</summary>
/// <param name="Kind">One word: passphrase, x25519 or hybrid.</param>
/// <param name="Recipient">The fingerprint of the recipient; null for the passphrase.</param>
/// <param name="Added">When it was added.</param>
/// <param name="Tested">When it opened the repository last in a test; null for never.</param>
public sealed record HeldKeyReport(string Kind, string? Recipient, DateTimeOffset Added, DateTimeOffset? Tested);
