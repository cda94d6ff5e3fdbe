using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The list of recipients of a keyring was not written with the key of its repository, or is damaged.</summary>
public sealed record KeyringListInvalid(string File, Cause Cause) : Problem(Failure.Tampering, File);
