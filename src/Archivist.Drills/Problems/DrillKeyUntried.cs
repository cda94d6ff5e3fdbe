using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>Everything came back, but what was given as the passphrase of the keyring is a password of the repository: the keyring was not tried.</summary>
public sealed record DrillKeyUntried() : Problem(Failure.WrongKey, "drill");
