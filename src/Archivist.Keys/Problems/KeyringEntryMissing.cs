using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The keyring has no such recipient; <c>passphrase</c> stands for the passphrase.</summary>
public sealed record KeyringEntryMissing(string Recipient) : Problem(Failure.Usage, Recipient);
