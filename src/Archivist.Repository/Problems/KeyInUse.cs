using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Problems;

/// <summary>The key that opened the repository cannot be removed.</summary>
public sealed record KeyInUse(Digest Key) : Problem(Failure.Usage, Key.Short);
