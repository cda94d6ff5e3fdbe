using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>None of the identities or given passphrases opens a file of the keyring.</summary>
public sealed record KeyringNotOpened(string Location) : Problem(Failure.WrongKey, Location);
