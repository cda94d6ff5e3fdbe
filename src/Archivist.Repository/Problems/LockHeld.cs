using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A lock lies in a repository.</summary>
public sealed record LockHeld(LockHolder Holder) : Problem(Failure.None, Holder.Lock.Short);
