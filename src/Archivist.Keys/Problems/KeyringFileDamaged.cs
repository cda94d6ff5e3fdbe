using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A file of the keyring was written, and other bytes came back.</summary>
public sealed record KeyringFileDamaged(string File) : Problem(Failure.Failed, File);
