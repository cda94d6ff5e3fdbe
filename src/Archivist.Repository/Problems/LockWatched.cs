using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A lock looks abandoned and is watched for some time before it is removed.</summary>
public sealed record LockWatched(LockHolder Holder, TimeSpan For) : Problem(Failure.None, Holder.Lock.Short);
