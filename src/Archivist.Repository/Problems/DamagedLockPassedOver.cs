using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Repository.Problems;

/// <summary>A damaged lock file is ignored by a run that only adds.</summary>
public sealed record DamagedLockPassedOver(Digest Lock) : Problem(Failure.None, Lock.Short);
