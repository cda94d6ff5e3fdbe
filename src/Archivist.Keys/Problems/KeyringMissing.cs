using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>There is no keyring at a repository, so neither an identity nor a passphrase of one can open it.</summary>
public sealed record KeyringMissing(string Location) : Problem(Failure.Usage, Location);
