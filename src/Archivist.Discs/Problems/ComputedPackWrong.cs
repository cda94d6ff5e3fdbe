using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Problems;

/// <summary>The hash of a pack that was computed from other discs is not its name.</summary>
public sealed record ComputedPackWrong(ObjectName Object, Digest Digest) : Problem(Failure.Tampering, Object.ToString());
