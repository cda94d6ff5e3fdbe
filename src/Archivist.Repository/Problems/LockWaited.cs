using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The run waits for the holder of a lock.</summary>
public sealed record LockWaited(LockHolder Holder) : Problem(Failure.None, Holder.Lock.Short);
