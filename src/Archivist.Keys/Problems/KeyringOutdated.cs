using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A file of the keyring opens, and the password in it opens none of the repository's keys.</summary>
public sealed record KeyringOutdated(string File) : Problem(Failure.WrongKey, File);
