using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image has error correction already.</summary>
public sealed record AlreadyProtected(string Path, ProtectionState State) : Problem(Failure.Usage, Path);
