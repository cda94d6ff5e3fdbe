using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Problems;

/// <summary>An image is not the one that the catalogue knows.</summary>
public sealed record ImageNotAsBuilt(string Path, Digest Whole, Digest Data, string KnownWhole, string KnownData) : Problem(Failure.MediumFailed, Path);
