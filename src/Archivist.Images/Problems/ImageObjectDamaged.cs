using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Images.Problems;

/// <summary>An object of the repository on an image does not have the hash that is its name.</summary>
public sealed record ImageObjectDamaged(string Path, long Offset, Digest Actual) : Problem(Failure.MediumFailed, Path);
