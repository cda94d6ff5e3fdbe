using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>What was computed from other discs does not have the hash that is its name.</summary>
public sealed record ComputedPackWrong(ObjectName Object, Digest Digest) : Problem(Failure.Tampering, Object.ToString());
