using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The keyring file of the passphrase held the old password and was removed: to write it again takes the passphrase.</summary>
public sealed record KeyringPassphraseDropped(string Location) : Problem(Failure.None, Location);
