using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Problems;

/// <summary>An image does not have the hash that it must have.</summary>
public sealed record ImageHashDiffers(string Path, Digest Whole, Digest? Data, Digest Wanted) : Problem(Failure.MediumFailed, Path);
